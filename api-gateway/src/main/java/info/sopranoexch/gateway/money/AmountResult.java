package info.sopranoexch.gateway.money;

import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An amount that was read, or why it was refused. */
public sealed interface AmountResult {
    /** @param value more than zero; not yet checked against a currency */
    record Decimal(BigDecimal value) implements AmountResult {}

    /** @param units minor units of the currency, 1 to {@link Amounts#MAX_MINOR} */
    record Minor(long units) implements AmountResult {}

    /** Why an amount was refused. */
    enum Refused implements AmountResult {
        INVALID,
        NOT_POSITIVE,
        TOO_PRECISE,
        TOO_LARGE;

        /** @param currency null if it is not known yet */
        public FieldError error(String field, @Nullable String currency) {
            int decimals = currency == null
                    ? Currencies.MAX_DECIMALS
                    : Currencies.decimals(currency).orElse(Currencies.MAX_DECIMALS);
            return switch (this) {
                case INVALID -> FieldErrors.invalidAmount(field);
                case NOT_POSITIVE -> FieldErrors.amountNotPositive(field);
                case TOO_PRECISE -> FieldErrors.amountTooPrecise(field, decimals, currency);
                case TOO_LARGE -> FieldErrors.amountTooLarge(field, Amounts.max(currency));
            };
        }
    }
}
