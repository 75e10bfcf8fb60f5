package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.request.Fields;
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
            case AmountResult.Decimal(BigDecimal amount) -> {
                // payment-service knows the payment's currency and checks the amount against it.
                AmountResult.Refused refused = Amounts.refusedInEveryCurrency(amount);
                if (refused != null) {
                    fields.error(refused.error("amount", null));
                }
                yield amount;
            }
            case AmountResult.Refused refused -> {
                fields.error(refused.error("amount", null));
                yield null;
            }
            case AmountResult.Minor _ -> throw new IllegalStateException("read does not know the currency");
        };
    }

    String canonical() {
        return amount == null ? "refund" : "refund|" + Amounts.canonical(amount);
    }
}
