package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.request.Fields;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** @param amount more than zero; null: all that is left */
record RefundRequest(@Nullable BigDecimal amount) {

    /** @throws info.sopranoexch.starter.validation.InvalidFieldsException with every error */
    static RefundRequest read(JsonObject body) {
        var fields = new Fields(body);
        JsonValue value = fields.raw("amount");
        BigDecimal amount = value == null ? null : amount(fields, value);
        fields.check();
        return new RefundRequest(amount);
    }

    private static @Nullable BigDecimal amount(Fields fields, JsonValue value) {
        return switch (Amounts.read(value)) {
            // Whether it fits the payment's currency is checked when that is known.
            case AmountResult.Decimal(BigDecimal amount) -> amount;
            case AmountResult.Refused refused -> {
                fields.error(refused.error("amount", null));
                yield null;
            }
            case AmountResult.Minor _ -> throw new IllegalStateException("read does not know the currency");
        };
    }

    /** @throws info.sopranoexch.starter.validation.InvalidFieldsException if the amount does not fit the currency */
    static long minor(BigDecimal amount, String currency) {
        int decimals = Currencies.decimals(currency)
                .orElseThrow(() -> new IllegalStateException("a payment with the currency " + currency));
        return switch (Amounts.toMinor(amount, decimals)) {
            case AmountResult.Minor(long units) -> units;
            case AmountResult.Refused refused -> throw new InvalidFieldsException(refused.error("amount", currency));
            case AmountResult.Decimal _ -> throw new IllegalStateException("toMinor gives minor units");
        };
    }

    String canonical() {
        return amount == null ? "refund" : "refund|" + Amounts.canonical(amount);
    }
}
