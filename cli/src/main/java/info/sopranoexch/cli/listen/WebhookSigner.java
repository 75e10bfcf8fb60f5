package info.sopranoexch.cli.listen;

import info.sopranoexch.cli.ConnectionOptions;
import info.sopranoexch.cli.UserFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs forwarded webhooks by the rules of Standard Webhooks.
 *
 * @param secret {@code whsec_} and the key in Base64
 */
record WebhookSigner(String secret) {
    private static final String PREFIX = "whsec_";
    private static final String SECRET = "secret";
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    /** The secret of this user, which stays the same between runs. */
    static WebhookSigner ofUser() {
        Path file = UserFiles.config("listen-secret.properties");
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            UserFiles.write(file, Map.of(SECRET, PREFIX + Base64.getEncoder().encodeToString(key)));
        }
        return new WebhookSigner(ConnectionOptions.read(file).getProperty(SECRET));
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @param timestamp seconds since 1970
     */
    String sign(String id, long timestamp, String body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
