package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.problem.ProblemException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads payments and refunds of the caller's account from payment-service. */
@Component
class PaymentReader {
    private final InternalService paymentService;

    PaymentReader(@Qualifier("paymentService") InternalService paymentService) {
        this.paymentService = paymentService;
    }

    /** @param path below {@code /internal}, with its query */
    InternalResponse get(String path, Caller caller) {
        return paymentService.call(InternalRequest.get("/internal" + path, caller.accountId()));
    }

    /** @throws ProblemException 503 if payment-service does not respond */
    boolean exists(String paymentId, Caller caller) {
        try {
            get("/payments/" + paymentId, caller);
            return true;
        } catch (ProblemException e) {
            if (e.getStatusCode().value() == 404) {
                return false;
            }
            throw e;
        }
    }
}
