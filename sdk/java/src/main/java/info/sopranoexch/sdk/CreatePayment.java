package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** A new payment. */
public final class CreatePayment extends Fields {
    public CreatePayment(long merchantId, BigDecimal amount) {
        put("merchant_id", merchantId);
        put("amount", amount);
    }

    /** The merchant's default currency if absent. */
    public CreatePayment currency(String currency) {
        put("currency", currency);
        return this;
    }

    /** Shown to the payer. */
    public CreatePayment description(String description) {
        put("description", description);
        return this;
    }

    /** Your own id. */
    public CreatePayment orderId(String orderId) {
        put("order_id", orderId);
        return this;
    }

    /** Where the payer is sent afterwards. */
    public CreatePayment returnUrl(String returnUrl) {
        put("return_url", returnUrl);
        return this;
    }

    /** Your own data, returned with the payment. */
    public CreatePayment metadata(Map<String, String> metadata) {
        put("metadata", metadata);
        return this;
    }

    /** In whole seconds; an hour if absent. */
    public CreatePayment expiresIn(Duration expiresIn) {
        put("expires_in", expiresIn.toSeconds());
        return this;
    }
}
