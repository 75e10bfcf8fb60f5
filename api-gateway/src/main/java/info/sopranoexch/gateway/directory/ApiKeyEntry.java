package info.sopranoexch.gateway.directory;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key in the directory.
 *
 * @param hash SHA-256 of the key in hex
 * @param validUntil the end of the overlap after a rotation; null without an end
 */
public record ApiKeyEntry(
        String keyId,
        long accountId,
        String hash,
        Set<String> scopes,
        @Nullable Instant validUntil,
        @Nullable Instant revokedAt) {

    boolean isLive(Instant now) {
        return (revokedAt == null || revokedAt.isAfter(now)) && (validUntil == null || validUntil.isAfter(now));
    }
}
