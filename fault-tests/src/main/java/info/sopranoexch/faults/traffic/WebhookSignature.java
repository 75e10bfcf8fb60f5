package info.sopranoexch.faults.traffic;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies Standard Webhooks signatures independently of the code of webhook-dispatcher. */
final class WebhookSignature {
    private WebhookSignature() {}

    /** Whether both the plain secret and the signature are the merchant's. */
    static boolean isValid(Headers headers, String body, String secret) {
        String content = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
        @Nullable String given = headers.getFirst("webhook-signature");
        if (given == null || !secret.equals(headers.getFirst("X-Webhook-Secret"))) {
            return false;
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
            for (String signature : given.split(" ", -1)) {
                if (MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII))) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
