package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Changes of a merchant. Fields that are not set do not change. */
public final class MerchantChanges extends Fields {
    public MerchantChanges name(String name) {
        put("name", name);
        return this;
    }

    public MerchantChanges webhookUrl(String webhookUrl) {
        put("webhook_url", webhookUrl);
        return this;
    }

    public MerchantChanges defaultCurrency(String defaultCurrency) {
        put("default_currency", defaultCurrency);
        return this;
    }

    /** In the default currency; null clears it. */
    public MerchantChanges maxAmount(BigDecimal maxAmount) {
        put("max_amount", maxAmount);
        return this;
    }

    /** In other currencies, by currency. */
    public MerchantChanges maxAmounts(Map<String, BigDecimal> maxAmounts) {
        put("max_amounts", maxAmounts);
        return this;
    }

    /** accept or refund. */
    public MerchantChanges lateSuccess(String lateSuccess) {
        put("late_success", lateSuccess);
        return this;
    }

    public MerchantChanges returnUrls(List<String> returnUrls) {
        put("return_urls", returnUrls);
        return this;
    }

    /** Null clears it. */
    public MerchantChanges legalName(String legalName) {
        put("legal_name", legalName);
        return this;
    }

    /** Null clears it. */
    public MerchantChanges supportContact(String supportContact) {
        put("support_contact", supportContact);
        return this;
    }

    /** A PNG as a data URL; null clears it. */
    public MerchantChanges logo(String logo) {
        put("logo", logo);
        return this;
    }

    /** All endpoints; an endpoint that is not in the list is removed. */
    public MerchantChanges endpoints(List<EndpointSettings> endpoints) {
        put("endpoints", endpoints);
        return this;
    }
}
