package info.sopranoexch.payment.apikeys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret.
 *
 * @param hash hexadecimal SHA-256 of the secret
 * @param version rises by one with each change
 * @param validUntil end of the overlap after a rotation; null without a rotation
 */
record ApiKey(
        String keyId,
        long accountId,
        long version,
        String name,
        String hash,
        List<String> scopes,
        @Nullable Instant validUntil,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        Instant createdAt) {

    ApiKey revoked(Instant now) {
        return new ApiKey(keyId, accountId, version + 1, name, hash, scopes, validUntil, now, lastUsedAt, createdAt);
    }

    ApiKey endingAt(Instant end) {
        Instant sooner = validUntil != null && validUntil.isBefore(end) ? validUntil : end;
        return new ApiKey(keyId, accountId, version + 1, name, hash, scopes, sooner, revokedAt, lastUsedAt, createdAt);
    }

    boolean isLive(Instant now) {
        return revokedAt == null && (validUntil == null || now.isBefore(validUntil));
    }
}
