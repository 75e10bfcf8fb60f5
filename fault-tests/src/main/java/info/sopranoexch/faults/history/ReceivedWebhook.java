package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came to a merchant's endpoint.
 *
 * @param at when its body had been read
 * @param answeredAt just before the first byte of the answer; 0 when there was none
 * @param merchantId whose endpoint it came to
 * @param endedRefund id of the refund whose end it tells; null if it tells a status
 * @param signed secret and signature were those of the merchant
 * @param answered status that was answered; 0 for none
 */
public record ReceivedWebhook(
        long at,
        long answeredAt,
        long merchantId,
        String id,
        String paymentId,
        long version,
        String status,
        @Nullable String endedRefund,
        long amountMinor,
        long refundedMinor,
        boolean signed,
        int answered)
        implements Observation {
    public boolean isAccepted() {
        return answered >= 200 && answered < 300;
    }
}
