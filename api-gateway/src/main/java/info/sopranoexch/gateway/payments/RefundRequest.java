package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** @param amount more than zero; null: all that is left */
record RefundRequest(@Nullable BigDecimal amount) {

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400 */
    static RefundRequest read(JsonObject body) {
        JsonValue value = body.get("amount");
        if (value == null) {
            return new RefundRequest(null);
        }
        return switch (Amounts.read(value)) {
            // Whether it fits the payment's currency shows when that is known.
            case AmountResult.Decimal(BigDecimal amount) -> new RefundRequest(amount);
            case AmountResult.Refused(String code, String message) ->
                throw Problem.invalid("amount", code, message).asException();
            case AmountResult.Minor _ -> throw new IllegalStateException("read does not know the currency");
        };
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400 when the amount does not fit the currency */
    static long minor(BigDecimal amount, String currency) {
        int decimals = Currencies.decimals(currency)
                .orElseThrow(() -> new IllegalStateException("a payment with the currency " + currency));
        return switch (Amounts.toMinor(amount, decimals)) {
            case AmountResult.Minor(long units) -> units;
            case AmountResult.Refused(String code, String message) ->
                throw Problem.invalid("amount", code, message).asException();
            case AmountResult.Decimal _ -> throw new IllegalStateException("toMinor gives minor units");
        };
    }

    String canonical() {
        return amount == null ? "refund" : "refund|" + Amounts.canonical(amount);
    }
}
