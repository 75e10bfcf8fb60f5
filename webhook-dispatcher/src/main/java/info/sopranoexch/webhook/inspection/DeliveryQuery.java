package info.sopranoexch.webhook.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Null: not asked for.
 *
 * @param before only ids below this
 */
record DeliveryQuery(
        long accountId,
        @Nullable Long merchantId,
        @Nullable String paymentId,
        @Nullable String status,
        @Nullable Long before,
        int limit) {}
