package info.sopranoexch.faults.history;

/** What a merchant asked for. */
public sealed interface ApiRequest {
    /** What may be sent again under the same key. */
    sealed interface Idempotent extends ApiRequest {
        String key();
    }

    /** @param key the Idempotency-Key */
    record Create(long merchantId, String key, long amountMinor) implements Idempotent {}

    record Cancel(String paymentId, String key) implements Idempotent {}

    /** @param amountMinor 0: all that is left */
    record Refund(String paymentId, String key, long amountMinor) implements Idempotent {}

    record Read(String paymentId) implements ApiRequest {}

    /**
     * Asked with the key of an account that does not own the payment.
     *
     * @param operation {@code read}, {@code timeline}, {@code cancel} or {@code refund}
     * @param exists whether there is such a payment at all
     */
    record Foreign(String paymentId, String operation, boolean exists) implements ApiRequest {}
}
