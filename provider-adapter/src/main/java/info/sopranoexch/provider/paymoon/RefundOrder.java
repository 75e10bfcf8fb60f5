package info.sopranoexch.provider.paymoon;

/**
 * A refund to be made.
 *
 * @param refundId ours, the idempotency key at the provider
 * @param amountMinor minor units of the payment's currency
 */
public record RefundOrder(String refundId, long amountMinor) {}
