package info.sopranoexch.payment.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's payments are subject to.
 *
 * @param maxAmountMinor cap of one payment in the default currency, minor units; null: none of its own
 * @param maxAmountsMinor caps in other currencies, minor units by currency code
 */
public record MerchantTerms(
        long merchantId,
        long accountId,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        LateSuccessPolicy lateSuccess) {

    /** The largest amount of one payment in the currency, minor units. */
    long maxAmountMinor(String currency) {
        boolean isDefault = maxAmountMinor != null && currency.equals(defaultCurrency);
        Long cap = isDefault ? maxAmountMinor : maxAmountsMinor.get(currency);
        return cap == null ? Money.MAX_MINOR : cap;
    }
}
