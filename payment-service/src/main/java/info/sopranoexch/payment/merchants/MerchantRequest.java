package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.LateSuccessPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked request to create or change a merchant, completed with the current values.
 *
 * @param logo null keeps the logo
 */
record MerchantRequest(
        String name,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        LateSuccessPolicy lateSuccess,
        List<String> returnUrls,
        MerchantProfile profile,
        @Nullable LogoChange logo,
        List<EndpointRequest> endpoints) {

    /** @param logo the new logo; null removes the logo */
    record LogoChange(@Nullable Logo logo) {}

    /**
     * A webhook endpoint of the request.
     *
     * @param endpointId null for a new endpoint
     * @param headers extra headers; null keeps the current headers
     */
    record EndpointRequest(
            @Nullable Long endpointId,
            String url,
            List<String> statuses,
            @Nullable Map<String, String> headers,
            boolean enabled) {

        /** A new endpoint for all statuses. */
        static EndpointRequest added(String url) {
            return new EndpointRequest(null, url, List.of(), null, true);
        }

        /** An existing endpoint without changes. */
        static EndpointRequest keeping(Merchant.Endpoint endpoint) {
            return new EndpointRequest(
                    endpoint.endpointId(), endpoint.url(), endpoint.statuses(), null, endpoint.enabled());
        }

        EndpointRequest withUrl(String other) {
            return new EndpointRequest(endpointId, other, statuses, headers, enabled);
        }
    }
}
