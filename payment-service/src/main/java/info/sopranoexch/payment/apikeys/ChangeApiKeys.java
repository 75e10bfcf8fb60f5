package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.outbox.PublishDirectory;
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

/** Makes, rotates and revokes keys; each change and its directory record are committed together. */
@Component
class ChangeApiKeys {
    /** A key that has just been made: the only time that it is seen. */
    record Made(ApiKey key, String secret) {}

    private final PublishDirectory directory;
    private final ApiKeyStore store;
    private final RandomSecrets random;
    private final AnnounceApiKey announce;
    private final InstantSource clock;

    ChangeApiKeys(
            PublishDirectory directory,
            ApiKeyStore store,
            RandomSecrets random,
            AnnounceApiKey announce,
            InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.random = random;
        this.announce = announce;
        this.clock = clock;
    }

    /** @param accountId null for a new account */
    Made create(String name, List<String> scopes, @Nullable Long accountId) {
        return directory.change(() -> {
            Instant now = clock.instant();
            if (accountId != null && !store.accountExists(accountId)) {
                throw new InvalidFieldsException(
                        new FieldError("account_id", "unknown", "account_id must be the id of an existing account."));
            }
            long account = accountId == null ? store.createAccount(name, now) : accountId;
            return make(name, scopes, account, now);
        });
    }

    /** Revoking again changes nothing. */
    void revoke(String keyId) {
        directory.change(() -> {
            ApiKey key = find(keyId);
            if (key.revokedAt() == null) {
                save(key.revoked(clock.instant()));
            }
            return true;
        });
    }

    /** A new key of the same account, name and scopes; the old one lives on for the overlap. */
    Made rotate(String keyId, Duration overlap) {
        return directory.change(() -> {
            Instant now = clock.instant();
            ApiKey old = find(keyId);
            if (!old.isLive(now)) {
                throw new ProblemException(
                        409, "api_key_not_live", "The API key cannot be rotated because it is revoked or expired.");
            }
            save(old.endingAt(now.plus(overlap)));
            return make(old.name(), old.scopes(), old.accountId(), now);
        });
    }

    private Made make(String name, List<String> scopes, long accountId, Instant now) {
        String secret = random.apiKey();
        var key =
                new ApiKey(random.apiKeyId(), accountId, 1, name, ApiKeyHash.of(secret), scopes, null, null, null, now);
        store.insert(key);
        announce.announce(key, clock.instant());
        return new Made(key, secret);
    }

    private ApiKey find(String keyId) {
        return store.find(keyId).orElseThrow(() -> ProblemException.notFound("api_key"));
    }

    private void save(ApiKey key) {
        store.update(key);
        announce.announce(key, clock.instant());
    }
}
