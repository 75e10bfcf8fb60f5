package info.sopranoexch.payment.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must be kept or sent because a payment changed, in the order in which it happened. */
public sealed interface Effect {
    /**
     * A status the merchant is told.
     *
     * @param after the payment as it stands then, with the version of this status
     * @param before null at creation
     * @param reason a stable code of what caused it
     */
    record Told(Payment after, @Nullable PaymentStatus before, String reason) implements Effect {}

    /**
     * A refund has ended; published as an event of its own, after the status that it may have led to.
     *
     * @param after the payment as it stands then, with the version of this event
     */
    record RefundEnded(Payment after, Refund refund) implements Effect {}

    /**
     * A line in the timeline that no merchant is told of.
     *
     * @param what a stable code
     */
    record Noted(String what, Map<String, Object> detail) implements Effect {}

    /** A refund that is new or has changed. */
    record RefundChanged(Refund refund) implements Effect {}

    /** The provider's id of a refund became known; its status is as before. */
    record RefundIdentified(Refund refund) implements Effect {}

    /**
     * Something the provider must be asked.
     *
     * @param payment as it stands then
     * @param refund with {@link Question#REFUND_INVOICE} only
     */
    record AskProvider(
            Question question, Payment payment, @Nullable Refund refund) implements Effect {}

    /** What can be asked of the provider. */
    enum Question {
        ENSURE_INVOICE,
        QUERY_INVOICE,
        REFUND_INVOICE,
        CANCEL_INVOICE
    }
}
