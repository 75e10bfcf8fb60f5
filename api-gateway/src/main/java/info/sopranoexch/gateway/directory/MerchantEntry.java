package info.sopranoexch.gateway.directory;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a create has to know of a merchant.
 *
 * @param version rises by one per change
 * @param maxAmountMinor cap of one payment, minor units of the default currency; null: none of its own
 * @param maxAmountsMinor caps in other currencies, minor units by currency code
 * @param returnUrls registered return URLs besides any https one
 */
public record MerchantEntry(
        long merchantId,
        long accountId,
        long version,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Map<String, Long> maxAmountsMinor,
        Set<String> returnUrls) {

    /** The cap of one payment in the currency, minor units; null: none. */
    public @Nullable Long capMinor(String currency) {
        boolean isDefault = maxAmountMinor != null && currency.equals(defaultCurrency);
        return isDefault ? maxAmountMinor : maxAmountsMinor.get(currency);
    }
}
