package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.LateSuccessPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant.
 *
 * @param version rises by one per change
 * @param maxAmountMinor cap of one payment, minor units of the default currency; null: none of its own
 * @param maxAmountsMinor caps in other currencies, minor units by currency code
 * @param secrets newest first
 */
record Merchant(
        long merchantId,
        long accountId,
        long version,
        String name,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        LateSuccessPolicy lateSuccess,
        List<String> returnUrls,
        MerchantProfile profile,
        List<Endpoint> endpoints,
        List<Secret> secrets,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Where webhooks go.
     *
     * @param endpointId 0 before it has one
     * @param statuses wanted; empty: all
     * @param headersCiphertext extra headers, a JSON object, encrypted like the secrets
     */
    record Endpoint(
            long endpointId, String url, List<String> statuses, byte @Nullable [] headersCiphertext, boolean enabled) {}

    /**
     * A signing secret.
     *
     * @param secretId 0 before it has one
     * @param validUntil null: the current one
     */
    record Secret(
            long secretId, byte[] ciphertext, @Nullable Instant validUntil, Instant createdAt) {}

    @Nullable
    Endpoint endpoint(long endpointId) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.endpointId() == endpointId)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Endpoint first() {
        return endpoints.isEmpty() ? null : endpoints.getFirst();
    }
}
