package info.sopranoexch.payment.payerreturn;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.PaymentStore.Due;
import info.sopranoexch.payment.sweeping.PublishChecks;
import info.sopranoexch.starter.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Has the provider queried at once about a payment whose payer waits, as often as its limits allow. */
@Component
class RequestProviderCheck {
    private final TransactionTemplate transaction;
    private final PaymentStore payments;
    private final PayerReturnStore returns;
    private final PublishChecks checks;
    private final PayerReturnProperties properties;
    private final InstantSource clock;

    RequestProviderCheck(
            TransactionTemplate transaction,
            PaymentStore payments,
            PayerReturnStore returns,
            PublishChecks checks,
            PayerReturnProperties properties,
            InstantSource clock) {
        this.transaction = transaction;
        this.payments = payments;
        this.returns = returns;
        this.checks = checks;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param returned whether the payer has just come back; false if the payer still waits */
    void request(String paymentId, boolean returned) {
        Payment payment = payments.find(paymentId).orElseThrow(() -> ProblemException.notFound("payment"));
        Instant due = payment.nextCheckAt();
        if (due == null || !payment.isAwaiting() || payment.invoice().id() == null) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            if (isAllowed(paymentId, returned)) {
                checks.publish(List.of(new Due(paymentId, due)));
            }
        });
    }

    private boolean isAllowed(String paymentId, boolean returned) {
        Instant now = clock.instant();
        PayerReturn before = returns.lock(paymentId).orElse(null);
        if (before == null) {
            // A payment that is being processed at the provider is checked too, but its payer may be still there.
            return returns.insert(paymentId, new PayerReturn(now, now));
        }
        PayerReturn payerReturn = returned ? before.again(now, properties.reload()) : before;
        boolean due = payerReturn.isCheckDue(now, properties.minPause());
        PayerReturn after = due ? payerReturn.checked(now) : payerReturn;
        if (!after.equals(before)) {
            returns.update(paymentId, after);
        }
        return due;
    }
}
