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
 * A merchant as its account sees it.
 *
 * @param webhookUrl of the first endpoint
 * @param maxAmount in units of the default currency
 * @param maxAmounts caps in other currencies, by currency code
 * @param legalName shown to payers
 * @param supportContact shown to payers
 * @param hasLogo whether a logo is shown to payers
 * @param webhookSecret only when it has just been made
 * @param webhookSecrets how many are live and until when, never what they are
 */
record MerchantJson(
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
        List<EndpointJson> endpoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webhookSecret,
        List<SecretJson> webhookSecrets,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** @param headers whether extra headers are set; their values are not shown */
    record EndpointJson(long id, String url, List<String> statuses, boolean enabled, boolean headers) {}

    record SecretJson(
            String secret, Instant createdAt, @Nullable Instant validUntil) {}

    static MerchantJson made(ChangeMerchants.Made made) {
        return of(made.merchant(), made.webhookSecret());
    }

    static MerchantJson of(Merchant merchant) {
        return of(merchant, null);
    }

    private static Map<String, BigDecimal> caps(Merchant merchant) {
        Map<String, BigDecimal> caps = new TreeMap<>();
        merchant.maxAmountsMinor()
                .forEach((currency, minor) -> caps.put(currency, new Money(minor, currency).toDecimal()));
        return caps;
    }

    private static MerchantJson of(Merchant merchant, @Nullable String secret) {
        Merchant.Endpoint first = merchant.first();
        Long cap = merchant.maxAmountMinor();
        return new MerchantJson(
                merchant.merchantId(),
                merchant.name(),
                first == null ? null : first.url(),
                merchant.defaultCurrency(),
                cap == null ? null : new Money(cap, merchant.defaultCurrency()).toDecimal(),
                caps(merchant),
                merchant.lateSuccess().code(),
                merchant.returnUrls(),
                merchant.profile().legalName(),
                merchant.profile().supportContact(),
                merchant.profile().logo() != null,
                merchant.endpoints().stream()
                        .map(e -> new EndpointJson(
                                e.endpointId(), e.url(), e.statuses(), e.enabled(), e.headersCiphertext() != null))
                        .toList(),
                secret,
                merchant.secrets().stream()
                        .map(s -> new SecretJson("whsec_***", s.createdAt(), s.validUntil()))
                        .toList(),
                merchant.createdAt(),
                merchant.updatedAt(),
                merchant.version());
    }
}
