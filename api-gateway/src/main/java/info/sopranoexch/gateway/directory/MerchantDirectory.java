package info.sopranoexch.gateway.directory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds all merchants in memory, by id, with the latest version of each. */
@Component
public class MerchantDirectory {
    private final Map<Long, MerchantEntry> merchants = new ConcurrentHashMap<>();
    private final DirectoryChangeSignal changes = new DirectoryChangeSignal();

    /** @return null if the directory has no such merchant of this account */
    public @Nullable MerchantEntry find(long merchantId, long accountId) {
        MerchantEntry entry = merchants.get(merchantId);
        return entry != null && entry.accountId() == accountId ? entry : null;
    }

    /** @return 0 if the directory has no such merchant */
    public long version(long merchantId) {
        MerchantEntry entry = merchants.get(merchantId);
        return entry == null ? 0 : entry.version();
    }

    /** Waits for a version of the merchant, or a later one. Returns false after the timeout. */
    public boolean awaitVersion(long merchantId, long version, Duration timeout) {
        return changes.await(() -> version(merchantId) >= version, timeout);
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
