package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.secrets.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Signs webhooks by the Standard Webhooks specification: HMAC-SHA256 over {@code id.timestamp.body}. The key is the base64-decoded part of
 * the secret after {@code whsec_}.
 */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";

    private WebhookSignature() {}

    /** @throws IllegalArgumentException if the secret does not have the form {@code whsec_} + base64 */
    static String sign(String secret, String id, long timestamp, byte[] body) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret without " + PREFIX);
        }
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Sha256.hmac(key, List.of(prefix, body)));
    }
}
