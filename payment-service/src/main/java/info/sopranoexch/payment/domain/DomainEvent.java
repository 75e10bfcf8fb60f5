package info.sopranoexch.payment.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A consequence of a payment's change that must be stored or published. Events keep the order in which they happened. */
public sealed interface DomainEvent {
    /**
     * The status changed; the merchant is informed.
     *
     * @param after the payment with the version of this status
     * @param before null at creation
     */
    record StatusChanged(Payment after, @Nullable PaymentStatus before, EventReason reason) implements DomainEvent {}

    /**
     * A refund succeeded or failed. This event follows the status change that the refund caused.
     *
     * @param after the payment with the version of this event
     */
    record RefundEnded(Payment after, Refund refund) implements DomainEvent {}

    /**
     * An entry of the timeline without a webhook.
     *
     * @param code stable
     */
    record TimelineRecorded(String code, Map<String, Object> detail) implements DomainEvent {}

    /** A refund is new or has changed. */
    record RefundChanged(Refund refund) implements DomainEvent {}

    /** The provider's id of a refund became known; the status of the refund is unchanged. */
    record RefundIdentified(Refund refund) implements DomainEvent {}

    /**
     * A request to the provider.
     *
     * @param payment the payment at the time of the request
     * @param refund only with {@link ProviderOperation#REFUND_INVOICE}
     */
    record ProviderRequest(
            ProviderOperation operation,
            Payment payment,
            @Nullable Refund refund) implements DomainEvent {}
}
