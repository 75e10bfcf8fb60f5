package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.problem.ProblemException;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads payments from the payment service. */
@Component
class ReadPayments {
    private final InternalService paymentService;
    private final PaymentUrls urls;

    ReadPayments(@Qualifier("paymentService") InternalService paymentService, PaymentUrls urls) {
        this.paymentService = paymentService;
        this.urls = urls;
    }

    /** The payment's JSON with its {@code payment_url}. */
    byte[] one(String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        byte[] json = ask("/internal/payments/" + paymentId, caller);
        return PaymentUrlInsert.into(json, 1, urls::of);
    }

    /** A page of payments, each with its {@code payment_url}. */
    byte[] page(String query, Caller caller) {
        return PaymentUrlInsert.into(ask("/internal/payments" + query, caller), 2, urls::of);
    }

    byte[] timeline(String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        return ask("/internal/payments/" + paymentId + "/timeline", caller);
    }

    byte[] refundsOf(String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        return ask("/internal/payments/" + paymentId + "/refunds", caller);
    }

    /** A page of the account's refunds. */
    byte[] refunds(String query, Caller caller) {
        return ask("/internal/refunds" + query, caller);
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 503 when nobody can say */
    boolean exists(String paymentId, Caller caller) {
        try {
            ask("/internal/payments/" + paymentId, caller);
            return true;
        } catch (ProblemException e) {
            if (e.problem().status() == 404) {
                return false;
            }
            throw e;
        }
    }

    private byte[] ask(String path, Caller caller) {
        return Relay.ask(paymentService, InternalRequest.get(path, caller.accountId()))
                .body();
    }
}
