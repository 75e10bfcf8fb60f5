package info.sopranoexch.webhook.directory;

import java.time.Instant;
import java.util.List;

/**
 * What the dispatcher knows of a merchant.
 *
 * @param version rises by one per change
 * @param secrets newest first; empty when none could be decrypted: nothing is sent then
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
