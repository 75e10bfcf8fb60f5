package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A new merchant. */
public final class CreateMerchant extends Fields {
    public CreateMerchant(String name) {
        put("name", name);
    }

    public CreateMerchant webhookUrl(String webhookUrl) {
        put("webhook_url", webhookUrl);
        return this;
    }

    public CreateMerchant defaultCurrency(String defaultCurrency) {
        put("default_currency", defaultCurrency);
        return this;
    }

    /** In the default currency; null clears it. */
    public CreateMerchant maxAmount(BigDecimal maxAmount) {
        put("max_amount", maxAmount);
        return this;
    }

    /** In other currencies, by currency. */
    public CreateMerchant maxAmounts(Map<String, BigDecimal> maxAmounts) {
        put("max_amounts", maxAmounts);
        return this;
    }

    /** accept or refund. */
    public CreateMerchant lateSuccess(String lateSuccess) {
        put("late_success", lateSuccess);
        return this;
    }

    public CreateMerchant returnUrls(List<String> returnUrls) {
        put("return_urls", returnUrls);
        return this;
    }

    /** Null clears it. */
    public CreateMerchant legalName(String legalName) {
        put("legal_name", legalName);
        return this;
    }

    /** Null clears it. */
    public CreateMerchant supportContact(String supportContact) {
        put("support_contact", supportContact);
        return this;
    }

    /** A PNG as a data URL; null clears it. */
    public CreateMerchant logo(String logo) {
        put("logo", logo);
        return this;
    }

    /** All endpoints; an endpoint that is not in the list is removed. */
    public CreateMerchant endpoints(List<EndpointSettings> endpoints) {
        put("endpoints", endpoints);
        return this;
    }
}
