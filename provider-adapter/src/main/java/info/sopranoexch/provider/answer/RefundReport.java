package info.sopranoexch.provider.answer;

import org.jspecify.annotations.Nullable;

/**
 * A refund as the provider describes it.
 *
 * @param refundId ours; null when the provider began it
 * @param providerRefundId the provider's; null when it was not said
 * @param amountMinor minor units
 */
public record RefundReport(
        @Nullable String refundId, @Nullable String providerRefundId, long amountMinor, RefundStatus status) {}
