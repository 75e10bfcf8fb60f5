package info.sopranoexch.payment.merchants;

import com.fasterxml.jackson.annotation.JsonInclude;
import info.sopranoexch.payment.domain.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a merchant.
 *
 * @param webhookUrl URL of the first endpoint
 * @param maxAmount in units of the default currency
 * @param maxAmounts maximums in other currencies, by currency code
 * @param legalName shown to payers
 * @param supportContact shown to payers
 * @param hasLogo whether a logo is shown to payers
 * @param webhookSecret only in the response that created the secret
 * @param webhookSecrets the valid secrets, masked
 */
record MerchantResource(
        long id,
        String name,
        @Nullable String webhookUrl,
        String defaultCurrency,
        @Nullable BigDecimal maxAmount,
        Map<String, BigDecimal> maxAmounts,
        String lateSuccess,
        List<String> returnUrls,
        @Nullable String legalName,
        @Nullable String supportContact,
        boolean hasLogo,
        List<EndpointResource> endpoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webhookSecret,
        List<SecretResource> webhookSecrets,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** @param headers whether the endpoint has extra headers */
    record EndpointResource(long id, String url, List<String> statuses, boolean enabled, boolean headers) {}

    record SecretResource(
            String secret, Instant createdAt, @Nullable Instant validUntil) {}

    static MerchantResource of(MerchantService.CreatedSecret created) {
        return of(created.merchant(), created.webhookSecret());
    }

    static MerchantResource of(Merchant merchant) {
        return of(merchant, null);
    }

    private static Map<String, BigDecimal> maximums(Merchant merchant) {
        Map<String, BigDecimal> maximums = new TreeMap<>();
        merchant.maxAmountsMinor()
                .forEach((currency, minor) -> maximums.put(currency, new Money(minor, currency).toDecimal()));
        return maximums;
    }

    private static MerchantResource of(Merchant merchant, @Nullable String secret) {
        Merchant.Endpoint first = merchant.firstEndpoint();
        Long max = merchant.maxAmountMinor();
        return new MerchantResource(
                merchant.merchantId(),
                merchant.name(),
                first == null ? null : first.url(),
                merchant.defaultCurrency(),
                max == null ? null : new Money(max, merchant.defaultCurrency()).toDecimal(),
                maximums(merchant),
                merchant.lateSuccess().code(),
                merchant.returnUrls(),
                merchant.profile().legalName(),
                merchant.profile().supportContact(),
                merchant.profile().logo() != null,
                merchant.endpoints().stream()
                        .map(e -> new EndpointResource(
                                e.endpointId(), e.url(), e.statuses(), e.enabled(), e.headersCiphertext() != null))
                        .toList(),
                secret,
                merchant.secrets().stream()
                        .map(s -> new SecretResource("whsec_***", s.createdAt(), s.validUntil()))
                        .toList(),
                merchant.createdAt(),
                merchant.updatedAt(),
                merchant.version());
    }
}
