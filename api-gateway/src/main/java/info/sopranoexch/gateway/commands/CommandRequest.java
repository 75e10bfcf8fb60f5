package info.sopranoexch.gateway.commands;

import info.sopranoexch.schemas.avro.Idempotency;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A command for payment-service about one payment.
 *
 * @param issuedAt the time of the request; all times in the command are relative to it
 * @param idempotency the Idempotency-Key with the fingerprint of the request; null without a key
 * @param body a {@code CreatePayment}, {@code CancelPayment} or {@code RefundPayment}
 */
public record CommandRequest(
        String paymentId,
        long accountId,
        Instant issuedAt,
        @Nullable Idempotency idempotency,
        String traceparent,
        IndexedRecord body) {

    Operation operation() {
        return Objects.requireNonNull(Operation.of(body));
    }
}
