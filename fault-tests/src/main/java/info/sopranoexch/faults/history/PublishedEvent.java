package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code payment.events.v1}.
 *
 * @param at time in the record, on the clock of the run
 */
public record PublishedEvent(
        long at, Position position, String paymentId, String eventId, long version, Content content)
        implements Observation {
    public record Position(int partition, long offset) {}

    /**
     * The payment after the event.
     *
     * @param previousStatus null at creation
     * @param endedRefund id of the refund that ended; null if the event is a status change
     * @param expiresAt on the clock of the run
     */
    public record Content(
            @Nullable String previousStatus,
            String status,
            String reason,
            @Nullable String endedRefund,
            long merchantId,
            long amountMinor,
            long paidMinor,
            long refundedMinor,
            long expiresAt) {
        public Content withStatus(@Nullable String previousStatus, String status, long refundedMinor) {
            return new Content(
                    previousStatus, status, reason, null, merchantId, amountMinor, paidMinor, refundedMinor, expiresAt);
        }
    }

    /** False if the event is the end of a refund. */
    public boolean isStatusChange() {
        return content.endedRefund() == null;
    }

    public boolean isStatus(String status) {
        return isStatusChange() && content.status().equals(status);
    }

    /** Whether both are the same event at two offsets. */
    public boolean isRepeatOf(PublishedEvent other) {
        return eventId.equals(other.eventId) && version == other.version && content.equals(other.content);
    }

    public PublishedEvent withPosition(Position position) {
        return new PublishedEvent(at, position, paymentId, eventId, version, content);
    }

    public PublishedEvent withContent(Content content) {
        return new PublishedEvent(at, position, paymentId, eventId, version, content);
    }

    /** Another event of the same payment. */
    public PublishedEvent withVersion(String eventId, long version) {
        return new PublishedEvent(at, position, paymentId, eventId, version, content);
    }
}
