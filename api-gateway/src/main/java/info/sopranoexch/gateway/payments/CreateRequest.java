package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.request.Fields;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.api.PaymentLimits;
import info.sopranoexch.starter.validation.FieldErrors;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a create, sound in itself; what depends on the merchant is not looked at yet.
 *
 * @param amount more than zero
 * @param currency ISO 4217; null: the merchant's default
 * @param expiresIn seconds; null: ours
 */
record CreateRequest(
        long merchantId,
        BigDecimal amount,
        @Nullable String currency,
        @Nullable String description,
        @Nullable String orderId,
        @Nullable String returnUrl,
        Map<String, String> metadata,
        @Nullable Long expiresIn) {

    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_CURRENCY = 3;
    private static final int MAX_METADATA = 50;
    private static final int MAX_METADATA_KEY = 64;
    private static final int MAX_METADATA_VALUE = 500;

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400 with every fault */
    static CreateRequest read(JsonObject body, PaymentSettings settings) {
        Fields fields = new Fields(body);
        long merchantId = fields.requiredInteger("merchant_id", 1, 999_999_999_999_999_999L);
        String currency = currency(fields);
        BigDecimal amount = amount(fields, currency);
        CreateRequest request = new CreateRequest(
                merchantId,
                amount,
                currency,
                fields.optionalText("description", MAX_DESCRIPTION),
                fields.optionalText("order_id", PaymentLimits.MAX_ORDER_ID),
                ReturnUrls.read(fields, "return_url"),
                fields.optionalStrings("metadata", MAX_METADATA, MAX_METADATA_KEY, MAX_METADATA_VALUE),
                fields.optionalInteger(
                        "expires_in",
                        settings.minExpiresIn().toSeconds(),
                        settings.maxExpiresIn().toSeconds()));
        fields.check();
        return request;
    }

    private static @Nullable String currency(Fields fields) {
        String currency = fields.optionalText("currency", MAX_CURRENCY);
        if (currency != null && Currencies.decimals(currency).isEmpty()) {
            fields.error(FieldErrors.unsupportedCurrency("currency"));
            return null;
        }
        return currency;
    }

    private static BigDecimal amount(Fields fields, @Nullable String currency) {
        JsonValue value = fields.raw("amount");
        if (value == null) {
            fields.error(FieldErrors.required("amount"));
            return BigDecimal.ZERO;
        }
        switch (Amounts.read(value)) {
            case AmountResult.Decimal(BigDecimal amount) -> {
                AmountResult.Refused refused = refusal(amount, currency);
                if (refused != null) {
                    fields.error(refused.error("amount", currency));
                }
                return amount;
            }
            case AmountResult.Refused refused -> {
                fields.error(refused.error("amount", currency));
                return BigDecimal.ZERO;
            }
            case AmountResult.Minor _ -> throw new IllegalStateException("read does not know the currency");
        }
    }

    private static AmountResult.@Nullable Refused refusal(BigDecimal amount, @Nullable String currency) {
        if (currency == null) {
            return Amounts.refusedInEveryCurrency(amount);
        }
        int decimals = Currencies.decimals(currency).orElseThrow();
        return Amounts.toMinor(amount, decimals) instanceof AmountResult.Refused refused ? refused : null;
    }

    /** One text for all requests that mean the same, whatever the order and the spelling of their fields. */
    String canonical() {
        var text = new StringBuilder("create");
        part(text, String.valueOf(merchantId));
        part(text, Amounts.canonical(amount));
        part(text, currency);
        part(text, description);
        part(text, orderId);
        part(text, returnUrl);
        part(text, expiresIn == null ? null : expiresIn.toString());
        new TreeMap<>(metadata).forEach((key, value) -> {
            part(text, key);
            part(text, value);
        });
        return text.toString();
    }

    private static void part(StringBuilder text, @Nullable String part) {
        text.append('|');
        if (part != null) {
            text.append(part.length()).append(':').append(part);
        }
    }
}
