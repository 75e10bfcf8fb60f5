package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.LateSuccessPolicy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant.
 *
 * @param version rises by one with each change
 * @param maxAmountMinor maximum of one payment, minor units of the default currency; null for no maximum
 * @param maxAmountsMinor maximums in other currencies, minor units by currency code
 * @param secrets newest first
 */
@RecordBuilder
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
        Instant updatedAt)
        implements MerchantBuilder.With {

    /**
     * A webhook endpoint.
     *
     * @param endpointId 0 for a new endpoint
     * @param statuses the statuses to send; empty for all
     * @param headersCiphertext extra headers as an encrypted JSON object
     */
    record Endpoint(
            long endpointId, String url, List<String> statuses, byte @Nullable [] headersCiphertext, boolean enabled) {}

    /**
     * A webhook secret.
     *
     * @param validUntil null for the current secret
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
    Endpoint firstEndpoint() {
        return endpoints.isEmpty() ? null : endpoints.getFirst();
    }
}
