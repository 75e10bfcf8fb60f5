package info.sopranoexch.faults.history;

/**
 * A payment as the REST API tells it.
 *
 * @param id 0 while it is not known
 */
public record PaymentSnapshot(
        String paymentId, long id, long merchantId, long amountMinor, String status, long refundedMinor) {}
