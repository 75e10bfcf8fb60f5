package info.sopranoexch.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a merchant's payments are subject to.
 *
 * @param maxAmountMinor cap of one payment in the default currency, minor units; null: none of its own
 */
public record MerchantTerms(
        long merchantId,
        long accountId,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        LateSuccessPolicy lateSuccess) {

    /** The largest amount of one payment in the currency, minor units. */
    long maxAmountMinor(String currency) {
        return maxAmountMinor != null && currency.equals(defaultCurrency) ? maxAmountMinor : Money.MAX_MINOR;
    }
}
