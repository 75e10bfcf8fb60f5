package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads payments from the payment service. */
@Component
class ReadPayments {
    private final InternalService paymentService;
    private final PaymentSettings settings;

    ReadPayments(@Qualifier("paymentService") InternalService paymentService, PaymentSettings settings) {
        this.paymentService = paymentService;
        this.settings = settings;
    }

    /** The payment's JSON with its {@code payment_url}. */
    byte[] one(String paymentId, Caller caller) {
        PaymentId.check(paymentId);
        byte[] json = ask("/internal/payments/" + paymentId, caller);
        return PaymentUrlInsert.into(json, 1, settings::paymentUrl);
    }

    private byte[] ask(String path, Caller caller) {
        return Relay.ask(paymentService, InternalRequest.get(path, caller.accountId()))
                .body();
    }
}
