package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.commands.DerivedIds;
import org.springframework.stereotype.Component;

/** Which payment an Idempotency-Key stands for. */
@Component
class KeyedPaymentIds {
    private final DerivedIds ids;
    private final ReadPayments readPayments;

    KeyedPaymentIds(DerivedIds ids, ReadPayments readPayments) {
        this.ids = ids;
        this.readPayments = readPayments;
    }

    /**
     * The id of the payment that was made with the key, or is to be made. After the secret has changed, a payment that was made
     * under a former one keeps its id: a replay then finds it, at the cost of a question for each create with a key.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 503 when there are former secrets and nobody can say
     */
    String of(Caller caller, String idempotencyKey) {
        String account = String.valueOf(caller.accountId());
        for (String former : ids.formerly("pay_", account, "create", idempotencyKey)) {
            if (isTaken(former, caller)) {
                return former;
            }
        }
        return ids.of("pay_", account, "create", idempotencyKey);
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 503 when nobody can say */
    boolean isTaken(String paymentId, Caller caller) {
        return readPayments.exists(paymentId, caller);
    }
}
