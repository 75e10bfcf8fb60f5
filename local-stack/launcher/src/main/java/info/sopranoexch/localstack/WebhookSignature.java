package info.sopranoexch.localstack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies webhooks as a merchant does (Standard Webhooks), independently of the code of webhook-dispatcher. */
public final class WebhookSignature {
    private WebhookSignature() {}

    /**
     * Returns true if {@code X-Webhook-Secret} equals the secret and {@code webhook-signature} was made with it.
     *
     * @param headers case-insensitive by name
     */
    public static boolean isValid(Map<String, String> headers, String body, String secret) {
        String content = headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + "." + body;
        String expected = "v1," + signature(content, secret);
        return equal(headers.getOrDefault("X-Webhook-Secret", ""), secret)
                && Stream.of(headers.getOrDefault("webhook-signature", "").split(" ", -1))
                        .anyMatch(signature -> equal(signature, expected));
    }

    private static String signature(String content, String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private static boolean equal(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
