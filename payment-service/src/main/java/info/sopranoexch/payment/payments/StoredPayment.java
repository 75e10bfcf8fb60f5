package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Payment;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code payments}.
 *
 * @param commandId the command that created the payment
 * @param fingerprint fingerprint of the create request; null without an Idempotency-Key
 * @param traceparent trace of the create request; null if there was none
 * @param shard partition of the create command
 * @param revision rises with each write of the row
 */
public record StoredPayment(
        Payment payment,
        String commandId,
        @Nullable String fingerprint,
        @Nullable String traceparent,
        int shard,
        int revision) {

    public StoredPayment with(Payment changed) {
        return new StoredPayment(changed, commandId, fingerprint, traceparent, shard, revision);
    }
}
