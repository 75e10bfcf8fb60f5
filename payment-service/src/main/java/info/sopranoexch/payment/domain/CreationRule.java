package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Rejected;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.problem.ProblemMessages;
import info.sopranoexch.starter.validation.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Decides whether a merchant may create a payment. */
public final class CreationRule {
    private CreationRule() {}

    /**
     * @param accountId the account of the request
     * @param merchant null if there is no such merchant
     * @return null if the payment may be created
     */
    public static @Nullable Rejected rejection(
            long accountId, @Nullable MerchantPolicy merchant, long amountMinor, String currency) {
        if (merchant == null || merchant.accountId() != accountId) {
            return new Rejected("merchant_not_found", ProblemMessages.notFound("merchant"));
        }
        if (Currencies.decimals(currency).isEmpty()) {
            return Rejected.of(FieldErrors.unsupportedCurrency("currency"));
        }
        if (amountMinor <= 0) {
            return Rejected.of(FieldErrors.amountNotPositive("amount"));
        }
        long max = merchant.maxAmountMinor(currency);
        return amountMinor > max
                ? Rejected.of(FieldErrors.amountTooLarge("amount", new Money(max, currency).text()))
                : null;
    }
}
