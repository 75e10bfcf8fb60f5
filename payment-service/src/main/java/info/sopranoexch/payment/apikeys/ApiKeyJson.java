package info.sopranoexch.payment.apikeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the administrator sees it.
 *
 * @param key the key itself, only when it has just been made
 */
record ApiKeyJson(
        String id,
        long accountId,
        String name,
        List<String> scopes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant validUntil,
        @Nullable Instant revokedAt,
        long version) {

    static ApiKeyJson of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyJson made(ChangeApiKeys.Made made) {
        return of(made.key(), made.secret());
    }

    private static ApiKeyJson of(ApiKey key, @Nullable String secret) {
        return new ApiKeyJson(
                key.keyId(),
                key.accountId(),
                key.name(),
                key.scopes(),
                secret,
                key.createdAt(),
                key.lastUsedAt(),
                key.validUntil(),
                key.revokedAt(),
                key.version());
    }
}
