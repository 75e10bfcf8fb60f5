package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies webhooks with one secret, or with the old and the new one during a rotation.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class Webhook {
    private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
    private static final int MIN_KEY_BYTES = 16;
    /** Test events have no version. */
    private static final Pattern ID_WITH_VERSION = Pattern.compile("msg_.+_([0-9]{1,9})");

    private final List<String> secrets;
    private final List<byte[]> keys;
    private final Duration tolerance;
    private final InstantSource clock;

    public Webhook(String... secrets) {
        this(List.of(secrets), DEFAULT_TOLERANCE, InstantSource.system());
        if (secrets.length == 0) {
            throw new IllegalArgumentException("a webhook secret is required");
        }
    }

    private Webhook(List<String> secrets, Duration tolerance, InstantSource clock) {
        this.secrets = secrets;
        this.keys = secrets.stream().map(Webhook::toKey).toList();
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** The same with another largest difference between the time of a webhook and the current time. */
    public Webhook withTolerance(Duration tolerance) {
        return new Webhook(secrets, tolerance, clock);
    }

    /** The same with another clock, for tests. */
    public Webhook withClock(InstantSource clock) {
        return new Webhook(secrets, tolerance, clock);
    }

    /**
     * Checks signature and time.
     *
     * @param body the raw body, as received, before any JSON parsing
     * @param header the value of a header, whatever its case, or null; such as {@code request::getHeader} of a servlet
     * @throws WebhookVerificationException if the webhook is not genuine
     */
    public WebhookEvent verify(byte[] body, Function<String, String> header) {
        String id = value(header, "webhook-id");
        String timestamp = value(header, "webhook-timestamp");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            throw new WebhookVerificationException("webhook-id or webhook-timestamp is missing or malformed", null);
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        if (age.abs().compareTo(tolerance) > 0) {
            throw new WebhookVerificationException("webhook-timestamp is outside the tolerance", null);
        }
        List<String> signatures = keys.stream()
                .map(key -> sign(key, id + "." + timestamp + ".", body))
                .toList();
        if (!anyEqual(signatures, value(header, "webhook-signature").split(" "))) {
            throw new WebhookVerificationException("no signature matches", null);
        }
        return toEvent(body, header);
    }

    /**
     * Checks only X-Webhook-Secret, for receivers that cannot read the raw body. Neither the body nor the id with the version is
     * protected, and replays are not detected.
     *
     * @param header as for {@link #verify}
     * @throws WebhookVerificationException if the secret differs
     */
    public WebhookEvent verifySharedSecret(byte[] body, Function<String, String> header) {
        if (!anyEqual(secrets, value(header, "X-Webhook-Secret"))) {
            throw new WebhookVerificationException("X-Webhook-Secret does not match", null);
        }
        return toEvent(body, header);
    }

    private static String value(Function<String, String> header, String name) {
        String value = header.apply(name);
        return value == null ? "" : value;
    }

    private static byte[] toKey(String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a webhook secret is base64 of at least " + MIN_KEY_BYTES + " bytes, with or without whsec_");
        }
        return key;
    }

    private static String sign(byte[] key, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares in constant time. */
    private static boolean anyEqual(List<String> expected, String... given) {
        boolean equal = false;
        for (String one : expected) {
            for (String other : given) {
                equal |= MessageDigest.isEqual(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            }
        }
        return equal;
    }

    private static WebhookEvent toEvent(byte[] body, Function<String, String> header) {
        try {
            Map<String, Object> fields = new LinkedHashMap<>();
            ((Map<?, ?>) Json.parse(new String(body, StandardCharsets.UTF_8)))
                    .forEach((name, value) -> fields.put((String) name, value));
            String id = value(header, "webhook-id");
            fields.put("id", id);
            Matcher version = ID_WITH_VERSION.matcher(id);
            fields.put("version", version.matches() ? new BigDecimal(version.group(1)) : BigDecimal.ZERO);
            WebhookEvent event = Mapper.toRecord(WebhookEvent.class, fields);
            if (event.paymentId() == null) {
                throw new IllegalArgumentException("payment_id is missing");
            }
            return event;
        } catch (RuntimeException e) {
            throw new WebhookVerificationException("the body is not a webhook of a payment", e);
        }
    }
}
