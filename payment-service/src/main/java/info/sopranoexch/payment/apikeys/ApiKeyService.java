package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.directory.DirectoryPublisher;
import info.sopranoexch.payment.secrets.RandomSecrets;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.secrets.ApiKeyHash;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates, rotates and revokes API keys. Each change is committed together with its directory record. */
@Component
class ApiKeyService {
    /** A new key with its secret, which is shown only once. */
    record CreatedKey(ApiKey key, String secret) {}

    private final DirectoryPublisher publisher;
    private final ApiKeyDirectoryPublisher directory;
    private final ApiKeyStore store;
    private final RandomSecrets random;
    private final InstantSource clock;

    ApiKeyService(
            DirectoryPublisher publisher,
            ApiKeyDirectoryPublisher directory,
            ApiKeyStore store,
            RandomSecrets random,
            InstantSource clock) {
        this.publisher = publisher;
        this.directory = directory;
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /** @param accountId null for a new account */
    CreatedKey create(String name, List<String> scopes, @Nullable Long accountId) {
        return publisher.change(() -> {
            Instant now = clock.instant();
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
        publisher.change(() -> {
            ApiKey key = find(keyId);
            if (key.revokedAt() == null) {
                update(key.revoked(clock.instant()));
            }
            return true;
        });
    }

    /** Creates a key with the same account, name and scopes. The old key stays valid for the overlap. */
    CreatedKey rotate(String keyId, Duration overlap) {
        return publisher.change(() -> {
            Instant now = clock.instant();
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
        String secret = random.apiKey();
        var key =
                new ApiKey(random.apiKeyId(), accountId, 1, name, ApiKeyHash.of(secret), scopes, null, null, null, now);
        store.insert(key);
        directory.publish(key);
        return new CreatedKey(key, secret);
    }

    private ApiKey find(String keyId) {
        return store.find(keyId).orElseThrow(() -> ProblemException.notFound("api_key"));
    }

    private void update(ApiKey key) {
        store.update(key);
        directory.publish(key);
    }
}
