package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code payment.events.v1}.
 *
 * @param at when it occurred as the record says, on the clock of the run
 */
public record PublishedEvent(
        long at, Position position, String paymentId, String eventId, long version, Content content)
        implements Observation {
    /** Where it lies in the topic. */
    public record Position(int partition, long offset) {}

    /**
     * What it says of the payment.
     *
     * @param before null at creation
     * @param endedRefund id of the refund whose end the event is; null if the event is a status
     * @param expiresAt of the payment, on the clock of the run
     */
    public record Content(
            @Nullable String before,
            String status,
            String reason,
            @Nullable String endedRefund,
            long merchantId,
            long amountMinor,
            long paidMinor,
            long refundedMinor,
            long expiresAt) {}

    /** Whether it is a status, and not the end of a refund. */
    public boolean isStatus() {
        return content.endedRefund() == null;
    }

    /** Said again, at another place. */
    public boolean isRepeatOf(PublishedEvent other) {
        return eventId.equals(other.eventId) && version == other.version && content.equals(other.content);
    }
}
