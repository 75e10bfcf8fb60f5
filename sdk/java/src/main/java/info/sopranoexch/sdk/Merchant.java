package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A merchant with its webhook endpoints.
 *
 * @param maxAmount largest amount of a payment in the default currency; null if there is no limit
 * @param maxAmounts the same for other currencies
 * @param webhookSecret shown once, only in the results of {@link Merchants#create} and {@link Merchants#rotateWebhookSecret}; otherwise null
 */
public record Merchant(
        long id,
        String name,
        String webhookUrl,
        String defaultCurrency,
        BigDecimal maxAmount,
        Map<String, BigDecimal> maxAmounts,
        String lateSuccess,
        List<String> returnUrls,
        String legalName,
        String supportContact,
        boolean hasLogo,
        List<Endpoint> endpoints,
        List<WebhookSecret> webhookSecrets,
        Instant createdAt,
        Instant updatedAt,
        int version,
        String webhookSecret) {
    /** Without the secret, so that logs do not contain it. */
    @Override
    public String toString() {
        return "Merchant[id=" + id + ", name=" + name + "]";
    }
}
