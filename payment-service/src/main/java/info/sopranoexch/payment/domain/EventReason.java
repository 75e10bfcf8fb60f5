package info.sopranoexch.payment.domain;

/** Why a payment event was published, as {@code reason} in {@code payment.events.v1}. docs/analytics.md explains each. */
public enum EventReason implements HasCode {
    CREATED,
    PROVIDER_PROCESSING,
    HELD_FOR_REVIEW,
    PROVIDER_PAID,
    LATE_SUCCESS,
    REVIEW_ACCEPTED,
    REVIEW_REFUNDED,
    REVIEW_FAILED,
    PROVIDER_FAILED,
    PROVIDER_REFUSED,
    EXPIRED,
    PROVIDER_EXPIRED,
    MERCHANT_CANCELLED,
    PROVIDER_CANCELLED,
    REFUND_SUCCEEDED,
    REFUND_FAILED
}
