package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Payment;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the database has it.
 *
 * @param commandId the command that created it
 * @param fingerprint of the request that created it; null without an Idempotency-Key
 * @param traceparent that it was created with; null for none
 * @param revision rises with each write
 */
public record StoredPayment(
        Payment payment,
        String commandId,
        @Nullable String fingerprint,
        @Nullable String traceparent,
        int revision) {

    public StoredPayment with(Payment changed) {
        return new StoredPayment(changed, commandId, fingerprint, traceparent, revision);
    }
}
