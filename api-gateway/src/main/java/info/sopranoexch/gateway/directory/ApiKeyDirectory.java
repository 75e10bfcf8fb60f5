package info.sopranoexch.gateway.directory;

import info.sopranoexch.starter.secrets.ApiKeyHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The API keys by their hash. */
@Component
public class ApiKeyDirectory {
    private final Map<String, ApiKeyEntry> byHash = new ConcurrentHashMap<>();
    private final Map<String, ApiKeyEntry> byId = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();

    /** @return null when there is no such key, or it is revoked or past its time */
    public @Nullable ApiKeyEntry find(String key, Instant now) {
        ApiKeyEntry entry = byHash.get(ApiKeyHash.of(key));
        return entry != null && entry.isLive(now) ? entry : null;
    }

    /** True if there is such a key, whether or not it is still valid. */
    public boolean knows(String key) {
        return byHash.containsKey(ApiKeyHash.of(key));
    }

    /** Waits until the key is known here; false when it still is not after {@code atMost}. */
    public boolean awaitKey(String key, Duration atMost) {
        String hash = ApiKeyHash.of(key);
        return changes.await(() -> byHash.containsKey(hash), atMost);
    }

    /** Waits until the key of that id is revoked here, or gone. */
    public boolean awaitRevoked(String keyId, Duration atMost) {
        return changes.await(
                () -> {
                    ApiKeyEntry entry = byId.get(keyId);
                    return entry == null || entry.revokedAt() != null;
                },
                atMost);
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
