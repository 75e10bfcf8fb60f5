package info.sopranoexch.torture.history;

/** What a merchant asked for. */
public sealed interface Request {
    /** What may be sent again under the same key. */
    sealed interface Keyed extends Request {
        String key();
    }

    /** @param key the Idempotency-Key */
    record Create(long merchantId, String key, long amountMinor) implements Keyed {}

    record Cancel(String paymentId, String key) implements Keyed {}

    /** @param amountMinor 0: all that is left */
    record Refund(String paymentId, String key, long amountMinor) implements Keyed {}

    record Read(String paymentId) implements Request {}

    /**
     * Asked with the key of an account that does not own the payment.
     *
     * @param operation {@code read}, {@code timeline}, {@code cancel} or {@code refund}
     * @param exists whether there is such a payment at all
     */
    record Foreign(String paymentId, String operation, boolean exists) implements Request {}
}
