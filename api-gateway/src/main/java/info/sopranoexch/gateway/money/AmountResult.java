package info.sopranoexch.gateway.money;

import java.math.BigDecimal;

/** What became of the text of an amount. */
public sealed interface AmountResult {
    Refused INVALID = new Refused("amount_invalid", "amount must be a number or a decimal string.");
    Refused NOT_POSITIVE = new Refused("amount_not_positive", "amount must be more than zero.");
    Refused TOO_PRECISE = new Refused("amount_too_precise", "amount has more decimals than the currency.");
    Refused TOO_LARGE = new Refused("amount_too_large", "amount is larger than allowed.");

    /** @param value more than zero; not yet held against a currency */
    record Decimal(BigDecimal value) implements AmountResult {}

    /** @param units minor units of the currency, 1 to {@link Amounts#MAX_MINOR} */
    record Minor(long units) implements AmountResult {}

    /**
     * @param code stable
     * @param message one sentence for people
     */
    record Refused(String code, String message) implements AmountResult {}
}
