package info.sopranoexch.payment.apikeys;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret, and its JSON for the administrator.
 *
 * @param hash hexadecimal SHA-256 of the secret
 * @param version rises by one with each change
 * @param validUntil end of the overlap after a rotation; null without a rotation
 */
@RecordBuilder
record ApiKey(
        @JsonProperty("id") String keyId,
        long accountId,
        long version,
        String name,
        @JsonIgnore String hash,
        List<String> scopes,
        @Nullable Instant validUntil,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        Instant createdAt)
        implements ApiKeyBuilder.With {

    ApiKey revoked(Instant now) {
        return with().version(version + 1).revokedAt(now).build();
    }

    ApiKey endingAt(Instant end) {
        Instant sooner = validUntil != null && validUntil.isBefore(end) ? validUntil : end;
        return with().version(version + 1).validUntil(sooner).build();
    }

    boolean isLive(Instant now) {
        return revokedAt == null && (validUntil == null || now.isBefore(validUntil));
    }
}
