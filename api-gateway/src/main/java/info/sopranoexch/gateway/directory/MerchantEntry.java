package info.sopranoexch.gateway.directory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a create has to know of a merchant.
 *
 * @param version rises by one per change
 * @param maxAmountMinor cap of one payment, minor units of the default currency; null: none of its own
 * @param returnUrls registered return URLs besides any https one
 */
public record MerchantEntry(
        long merchantId,
        long accountId,
        long version,
        String defaultCurrency,
        @Nullable Long maxAmountMinor,
        Set<String> returnUrls) {}
