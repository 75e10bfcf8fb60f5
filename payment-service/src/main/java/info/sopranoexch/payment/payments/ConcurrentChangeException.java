package info.sopranoexch.payment.payments;

/**
 * Somebody else wrote to a payment of the batch in spite of the shard's lock: the batch must be rolled back and applied
 * again. Can only happen while the topics differ in their number of partitions.
 */
public class ConcurrentChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConcurrentChangeException(String message) {
        super(message);
    }
}
