package info.sopranoexch.gateway.payments;

import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.api.PaymentLimits;
import info.sopranoexch.starter.url.WebUrl;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The valid body of a create request. The rules of the merchant are not checked yet.
 *
 * @param amount more than zero
 * @param currency ISO 4217; null for the merchant's default currency
 * @param returnUrl in normal form, as the registered URLs are
 * @param expiresIn in seconds; null for the default
 */
record CreatePaymentRequest(
        long merchantId,
        BigDecimal amount,
        @Nullable String currency,
        @Nullable String description,
        @Nullable String orderId,
        @Nullable String returnUrl,
        Map<String, String> metadata,
        @Nullable Long expiresIn) {

    private static final long MAX_MERCHANT_ID = 999_999_999_999_999_999L;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_CURRENCY = 3;
    private static final int MAX_METADATA = 50;
    private static final int MAX_METADATA_KEY = 64;
    private static final int MAX_METADATA_VALUE = 500;

    /** @throws info.sopranoexch.starter.validation.InvalidFieldsException with every error */
    static CreatePaymentRequest read(ObjectNode body, PaymentProperties properties) {
        var fields = new Fields(body);
        Long merchantId = fields.requiredNumber("merchant_id", 1, MAX_MERCHANT_ID);
        String currency = currency(fields);
        BigDecimal amount = fields.requiredAmount("amount", currency);
        String description = fields.text("description", MAX_DESCRIPTION);
        String orderId = fields.text("order_id", PaymentLimits.MAX_ORDER_ID);
        String returnUrl = returnUrl(fields);
        Map<String, String> metadata = fields.strings("metadata", MAX_METADATA, MAX_METADATA_KEY, MAX_METADATA_VALUE);
        Long expiresIn = fields.number(
                "expires_in",
                properties.minExpiresIn().toSeconds(),
                properties.maxExpiresIn().toSeconds());
        fields.check();
        return new CreatePaymentRequest(
                Objects.requireNonNull(merchantId),
                Objects.requireNonNull(amount),
                currency,
                description,
                orderId,
                returnUrl,
                metadata,
                expiresIn);
    }

    private static @Nullable String currency(Fields fields) {
        String currency = fields.text("currency", MAX_CURRENCY);
        if (currency != null && Currencies.decimals(currency).isEmpty()) {
            fields.error(FieldErrors.unsupportedCurrency("currency"));
            return null;
        }
        return currency;
    }

    private static @Nullable String returnUrl(Fields fields) {
        String text = fields.text("return_url", WebUrl.MAX_LENGTH);
        return switch (text == null ? null : WebUrl.page(text)) {
            case null -> null;
            case WebUrl.Accepted(WebUrl url) -> url.text();
            case WebUrl.Refused(String reason) -> {
                fields.error("return_url", "invalid_url", "return_url " + reason + ".");
                yield null;
            }
        };
    }

    /** Returns one text for all bodies with the same meaning, whatever the order and the spelling of their fields. */
    String canonical() {
        var text = new StringBuilder("create");
        append(text, String.valueOf(merchantId));
        append(text, amount.stripTrailingZeros().toPlainString());
        append(text, currency);
        append(text, description);
        append(text, orderId);
        append(text, returnUrl);
        append(text, expiresIn == null ? null : expiresIn.toString());
        new TreeMap<>(metadata).forEach((key, value) -> {
            append(text, key);
            append(text, value);
        });
        return text.toString();
    }

    /** Appends the length before the value, so that two lists of values cannot have the same text. */
    private static void append(StringBuilder text, @Nullable String value) {
        text.append('|');
        if (value != null) {
            text.append(value.length()).append(':').append(value);
        }
    }
}
