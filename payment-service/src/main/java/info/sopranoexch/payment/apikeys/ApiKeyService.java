package info.sopranoexch.payment.apikeys;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import info.sopranoexch.payment.directory.DirectoryPublisher;
import info.sopranoexch.payment.directory.DirectorySource;
import info.sopranoexch.payment.secrets.RandomSecrets;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.secrets.ApiKeyHash;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates, rotates and revokes API keys. Each change is committed together with its directory record. */
@Component
class ApiKeyService implements DirectorySource {
    /** A new key with its secret, which is shown only once. */
    record CreatedKey(
            @JsonUnwrapped ApiKey apiKey,
            @JsonProperty("key") String secret) {}

    private static final int BATCH = 500;

    private final DirectoryPublisher publisher;
    private final ApiKeyStore store;

    ApiKeyService(DirectoryPublisher publisher, ApiKeyStore store) {
        this.publisher = publisher;
        this.store = store;
    }

    /** @param accountId null for a new account */
    CreatedKey create(String name, List<String> scopes, @Nullable Long accountId) {
        return publisher.change(now -> {
            if (accountId != null && !store.accountExists(accountId)) {
                throw new InvalidFieldsException(
                        new FieldError("account_id", "unknown", "account_id must be the id of an existing account."));
            }
            long account = accountId == null ? store.createAccount(name, now) : accountId;
            return insert(name, scopes, account, now);
        });
    }

    /** Revoking a revoked key changes nothing. */
    void revoke(String keyId) {
        publisher.change(now -> {
            ApiKey key = find(keyId);
            if (key.revokedAt() == null) {
                update(key.revoked(now));
            }
            return true;
        });
    }

    /** Creates a key with the same account, name and scopes. The old key stays valid for the overlap. */
    CreatedKey rotate(String keyId, Duration overlap) {
        return publisher.change(now -> {
            ApiKey old = find(keyId);
            if (!old.isLive(now)) {
                throw new ProblemException(
                        409, "api_key_not_live", "The API key cannot be rotated because it is revoked or expired.");
            }
            update(old.endingAt(now.plus(overlap)));
            return insert(old.name(), old.scopes(), old.accountId(), now);
        });
    }

    private CreatedKey insert(String name, List<String> scopes, long accountId, Instant now) {
        String secret = RandomSecrets.apiKey();
        ApiKey key = ApiKeyBuilder.builder()
                .keyId(RandomSecrets.apiKeyId())
                .accountId(accountId)
                .version(1)
                .name(name)
                .hash(ApiKeyHash.of(secret))
                .scopes(scopes)
                .createdAt(now)
                .build();
        store.insert(key);
        publish(key);
        return new CreatedKey(key, secret);
    }

    private ApiKey find(String keyId) {
        return store.find(keyId).orElseThrow(() -> ProblemException.notFound("api_key"));
    }

    private void update(ApiKey key) {
        store.update(key);
        publish(key);
    }

    @Override
    public long republishAll() {
        return publisher.publishAll(last -> store.all(last == null ? "" : last.keyId(), BATCH), this::publish);
    }

    private void publish(ApiKey key) {
        var record = info.sopranoexch.schemas.avro.ApiKey.newBuilder()
                .setKeyId(key.keyId())
                .setAccountId(key.accountId())
                .setVersion(key.version())
                .setHash(key.hash())
                .setName(key.name())
                .setScopes(key.scopes())
                .setValidUntil(key.validUntil())
                .setRevokedAt(key.revokedAt())
                .setCreatedAt(key.createdAt())
                .build();
        publisher.publish(
                Topics.DIRECTORY_API_KEYS, key.keyId(), record, key.keyId() + "_" + key.version(), "directory.api_key");
    }
}
