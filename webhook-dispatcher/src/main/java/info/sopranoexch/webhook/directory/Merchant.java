package info.sopranoexch.webhook.directory;

import java.time.Instant;
import java.util.List;

/**
 * A merchant of the directory.
 *
 * @param version increases by one with each change
 * @param secrets newest first; nothing is sent if it is empty
 */
public record Merchant(
        long merchantId, long accountId, long version, List<Endpoint> endpoints, List<SigningSecret> secrets) {

    public List<String> liveSecrets(Instant now) {
        return secrets.stream()
                .filter(secret -> secret.isLive(now))
                .map(SigningSecret::text)
                .toList();
    }
}
