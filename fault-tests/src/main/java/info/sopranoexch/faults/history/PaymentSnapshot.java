package info.sopranoexch.faults.history;

/**
 * A payment in a response of the REST API.
 *
 * @param id 0 if the response has none
 */
public record PaymentSnapshot(
        String paymentId, long id, long merchantId, long amountMinor, String status, long refundedMinor) {
    public PaymentSnapshot with(String status, long refundedMinor) {
        return new PaymentSnapshot(paymentId, id, merchantId, amountMinor, status, refundedMinor);
    }
}
