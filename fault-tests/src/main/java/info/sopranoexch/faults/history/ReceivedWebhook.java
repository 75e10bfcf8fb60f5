package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that a merchant's endpoint received.
 *
 * @param at after its body was read
 * @param respondedAt before the first byte of the response; 0 without a response
 * @param responseStatus 0 without a response
 * @param merchantId owner of the endpoint
 * @param validSignature whether secret and signature are the merchant's
 */
public record ReceivedWebhook(
        long at, long respondedAt, int responseStatus, long merchantId, boolean validSignature, Message message)
        implements Observation {
    /** @param endedRefund id of the refund that ended; null if the message is a status change */
    public record Message(
            String id,
            String paymentId,
            long version,
            String status,
            @Nullable String endedRefund,
            long amountMinor,
            long refundedMinor) {
        public Message withAmount(long amountMinor) {
            return new Message(id, paymentId, version, status, endedRefund, amountMinor, refundedMinor);
        }
    }

    public String paymentId() {
        return message.paymentId();
    }

    public long version() {
        return message.version();
    }

    public boolean isAccepted() {
        return responseStatus >= 200 && responseStatus < 300;
    }
}
