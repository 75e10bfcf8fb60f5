package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.LateSuccessPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant may settle, checked.
 *
 * @param logo null leaves the logo as it is
 */
record MerchantSettings(
        String name,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        LateSuccessPolicy lateSuccess,
        List<String> returnUrls,
        MerchantProfile profile,
        @Nullable LogoChange logo,
        List<EndpointSettings> endpoints) {

    /** @param logo the new one; null removes the logo */
    record LogoChange(@Nullable Logo logo) {}

    /**
     * @param endpointId of the one it replaces; null for a new one
     * @param headers null: as they are, none for a new one
     */
    record EndpointSettings(
            @Nullable Long endpointId,
            String url,
            List<String> statuses,
            @Nullable Map<String, String> headers,
            boolean enabled) {

        /** A new one, called for every status. */
        static EndpointSettings added(String url) {
            return new EndpointSettings(null, url, List.of(), null, true);
        }

        /** An existing one as it is. */
        static EndpointSettings keeping(Merchant.Endpoint endpoint) {
            return new EndpointSettings(
                    endpoint.endpointId(), endpoint.url(), endpoint.statuses(), null, endpoint.enabled());
        }

        EndpointSettings withUrl(String other) {
            return new EndpointSettings(endpointId, other, statuses, headers, enabled);
        }
    }
}
