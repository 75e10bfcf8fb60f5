package info.sopranoexch.gateway.directory;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A merchant with the settings that apply to new payments.
 *
 * @param version increases by one with each change
 * @param maxAmountMinor the largest payment in the default currency, in minor units; null without a limit
 * @param maxAmountsMinor the largest payments in other currencies, in minor units by currency code
 * @param returnUrls the registered return URLs; every https URL is permitted too
 */
public record MerchantEntry(
        long merchantId,
        long accountId,
        long version,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        Set<String> returnUrls) {

    /** Returns the largest payment in the currency, in minor units; null without a limit. */
    public @Nullable Long maxMinor(String currency) {
        boolean isDefault = maxAmountMinor != null && currency.equals(defaultCurrency);
        return isDefault ? maxAmountMinor : maxAmountsMinor.get(currency);
    }
}
