package info.sopranoexch.payment.payerpage;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.providerchecks.CheckPaymentPublisher;
import info.sopranoexch.starter.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests an immediate provider check of a payment whose payer waits, within the limits of the properties. */
@Component
class PayerReturnCheck {
    private final TransactionTemplate transaction;
    private final PaymentStore payments;
    private final PayerReturnStore returns;
    private final CheckPaymentPublisher checks;
    private final PayerReturnProperties properties;
    private final InstantSource clock;

    PayerReturnCheck(
            TransactionTemplate transaction,
            PaymentStore payments,
            PayerReturnStore returns,
            CheckPaymentPublisher checks,
            PayerReturnProperties properties,
            InstantSource clock) {
        this.transaction = transaction;
        this.payments = payments;
        this.returns = returns;
        this.checks = checks;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param returned whether the payer has just come back from the provider; false if the payer still waits */
    void request(String paymentId, boolean returned) {
        Payment payment = payments.find(paymentId).orElseThrow(() -> ProblemException.notFound("payment"));
        Instant due = payment.nextCheckAt();
        if (due == null || !payment.isAwaitingPayment() || payment.invoice().id() == null) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            if (isAllowed(paymentId, returned)) {
                checks.publish(paymentId, due);
            }
        });
    }

    private boolean isAllowed(String paymentId, boolean returned) {
        Instant now = clock.instant();
        PayerReturn before = returns.lock(paymentId).orElse(null);
        if (before == null) {
            // The check of a payment in processing starts a row too, although its payer may still be at the provider.
            return returns.insert(paymentId, new PayerReturn(now, now));
        }
        PayerReturn payerReturn = returned ? before.returnedAgain(now, properties.reload()) : before;
        boolean due = payerReturn.isCheckDue(now, properties.minPause());
        PayerReturn after = due ? payerReturn.checked(now) : payerReturn;
        if (!after.equals(before)) {
            returns.update(paymentId, after);
        }
        return due;
    }
}
