package info.sopranoexch.localstack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook as it came. Source of the checks: CONTRACT, section 2, and Standard Webhooks.
 *
 * @param headers one value each, by name in any case
 */
record ReceivedWebhook(Map<String, String> headers, String body) {
    private static final String SECRET_PREFIX = "whsec_";

    ReceivedWebhook {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** What a merchant looks at, as HTTP writes it. */
    String shown() {
        String lines = Stream.of(
                        "X-Webhook-Secret",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature",
                        "soprano-payment-version")
                .map(name -> name + ": " + headers.getOrDefault(name, "(absent)") + "\n")
                .collect(Collectors.joining());
        return lines + "\n" + body;
    }

    /** Fails with {@link IllegalStateException} unless both secret and signature are the merchant's. */
    void check(String secret) {
        if (!same(header("X-Webhook-Secret"), secret)) {
            throw new IllegalStateException("X-Webhook-Secret is not the merchant's secret");
        }
        String expected = "v1," + signature(secret);
        if (Arrays.stream(header("webhook-signature").split(" ")).noneMatch(one -> same(one, expected))) {
            throw new IllegalStateException("webhook-signature does not hold " + expected);
        }
    }

    private String signature(String secret) {
        String signed = header("webhook-id") + "." + header("webhook-timestamp") + "." + body;
        try {
            byte[] key = Base64.getDecoder()
                    .decode(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private String header(String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalStateException("the webhook came without the header " + name);
        }
        return value;
    }

    private static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
