package info.sopranoexch.webhook.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing secret.
 *
 * @param text {@code whsec_...}
 * @param validUntil null for the current secret
 */
public record SigningSecret(String text, @Nullable Instant validUntil) {

    boolean isLive(Instant now) {
        return validUntil == null || now.isBefore(validUntil);
    }

    /** Hides the secret from logs. */
    @Override
    public String toString() {
        return "SigningSecret[validUntil=" + validUntil + "]";
    }
}
