package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/** A merchant's request. */
public sealed interface ApiRequest {
    /** @return null for a create */
    @Nullable
    String paymentId();

    /** A request with an Idempotency-Key, which merchants may repeat. */
    sealed interface Idempotent extends ApiRequest {
        String key();
    }

    /** @param expiresInSeconds 0 for the gateway's default */
    record Create(long merchantId, String key, long amountMinor, int expiresInSeconds) implements Idempotent {
        @Override
        public @Nullable String paymentId() {
            return null;
        }
    }

    record Cancel(String paymentId, String key) implements Idempotent {}

    /** @param amountMinor 0 for the whole refundable amount */
    record Refund(String paymentId, String key, long amountMinor) implements Idempotent {}

    record Read(String paymentId) implements ApiRequest {}

    /**
     * A request with the API key of an account that does not own the payment.
     *
     * @param operation {@code read}, {@code timeline}, {@code cancel} or {@code refund}
     * @param exists whether another account owns the payment; false for an invented id
     */
    record Foreign(String paymentId, String operation, boolean exists) implements ApiRequest {}
}
