package info.sopranoexch.gateway.directory;

import info.sopranoexch.starter.secrets.ApiKeyHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The API keys by hash. */
@Component
public class ApiKeyDirectory {
    private final Map<String, ApiKeyEntry> byHash = new ConcurrentHashMap<>();
    private final Map<String, ApiKeyEntry> byId = new ConcurrentHashMap<>();
    private final DirectoryChangeSignal changes = new DirectoryChangeSignal();

    /** @return null if the key is unknown, revoked or expired */
    public @Nullable ApiKeyEntry find(String key, Instant now) {
        ApiKeyEntry entry = byHash.get(ApiKeyHash.of(key));
        return entry != null && entry.isLive(now) ? entry : null;
    }

    /** Returns true for a known key, valid or not. */
    public boolean knows(String key) {
        return byHash.containsKey(ApiKeyHash.of(key));
    }

    /** Waits until the directory has the key. Returns false after the timeout. */
    public boolean awaitKey(String key, Duration timeout) {
        String hash = ApiKeyHash.of(key);
        return changes.await(() -> byHash.containsKey(hash), timeout);
    }

    /** Waits until the key is revoked or removed in the directory. Returns false after the timeout. */
    public boolean awaitRevoked(String keyId, Duration timeout) {
        return changes.await(
                () -> {
                    ApiKeyEntry entry = byId.get(keyId);
                    return entry == null || entry.revokedAt() != null;
                },
                timeout);
    }

    void put(ApiKeyEntry entry) {
        ApiKeyEntry before = byId.put(entry.keyId(), entry);
        byHash.put(entry.hash(), entry);
        if (before != null && !before.hash().equals(entry.hash())) {
            byHash.remove(before.hash());
        }
        changes.signal();
    }

    void remove(String keyId) {
        ApiKeyEntry before = byId.remove(keyId);
        if (before != null) {
            byHash.remove(before.hash());
        }
        changes.signal();
    }

    int size() {
        return byId.size();
    }
}
