package info.sopranoexch.gateway.directory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The merchants by their id. */
@Component
public class MerchantDirectory {
    private final Map<Long, MerchantEntry> merchants = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();

    /** @return null when this account has no such merchant, as far as is known here */
    public @Nullable MerchantEntry find(long merchantId, long accountId) {
        MerchantEntry entry = merchants.get(merchantId);
        return entry != null && entry.accountId() == accountId ? entry : null;
    }

    /** @return 0 when it is not known here */
    public long version(long merchantId) {
        MerchantEntry entry = merchants.get(merchantId);
        return entry == null ? 0 : entry.version();
    }

    /** Waits until the merchant is known here in that version or a later one; false when it is not after {@code atMost}. */
    public boolean awaitVersion(long merchantId, long version, Duration atMost) {
        return changes.await(() -> version(merchantId) >= version, atMost);
    }

    void put(MerchantEntry entry) {
        merchants.merge(
                entry.merchantId(), entry, (before, after) -> after.version() >= before.version() ? after : before);
        changes.signal();
    }

    void remove(long merchantId) {
        merchants.remove(merchantId);
        changes.signal();
    }

    int size() {
        return merchants.size();
    }
}
