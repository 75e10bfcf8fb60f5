package info.sopranoexch.payment.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's settings that rules need.
 *
 * @param maxAmountMinor maximum of one payment in the default currency, minor units; null for no maximum
 * @param maxAmountsMinor maximums in other currencies, minor units by currency code
 */
public record MerchantPolicy(
        long merchantId,
        long accountId,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        LateSuccessPolicy lateSuccess) {

    /** The maximum of one payment in the currency, minor units. */
    long maxAmountMinor(String currency) {
        boolean isDefault = maxAmountMinor != null && currency.equals(defaultCurrency);
        Long max = isDefault ? maxAmountMinor : maxAmountsMinor.get(currency);
        return max == null ? Money.MAX_MINOR : max;
    }
}
