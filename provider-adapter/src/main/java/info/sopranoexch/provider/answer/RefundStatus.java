package info.sopranoexch.provider.answer;

/** State of a refund at the provider. */
public enum RefundStatus {
    PENDING,
    SUCCEEDED,
    FAILED
}
