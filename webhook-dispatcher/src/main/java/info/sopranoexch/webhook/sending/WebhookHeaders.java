package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.webhook.CustomHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers of a webhook. Source: CONTRACT, section 2. */
public final class WebhookHeaders {
    private static final String SIGNATURE = "webhook-signature";

    private WebhookHeaders() {}

    /**
     * @param secrets the live ones, newest first; at least one
     * @param timestamp of the attempt, seconds
     * @param extra static headers of the merchant's; those that are ours to set, or malformed, are left out
     */
    public static Map<String, String> of(
            String messageId,
            long timestamp,
            long version,
            byte[] body,
            List<String> secrets,
            Map<String, String> extra) {
        Map<String, String> headers = new LinkedHashMap<>();
        extra.forEach((name, value) -> {
            if (CustomHeaders.isAllowedName(name) && CustomHeaders.isAllowedValue(value)) {
                headers.put(name, value);
            }
        });
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Soprano-Webhooks/1.0");
        headers.put("X-Webhook-Secret", secrets.getFirst());
        headers.put("webhook-id", messageId);
        headers.put("webhook-timestamp", String.valueOf(timestamp));
        headers.put(
                SIGNATURE,
                secrets.stream()
                        .map(secret -> WebhookSignature.sign(secret, messageId, timestamp, body))
                        .collect(Collectors.joining(" ")));
        headers.put("soprano-payment-version", String.valueOf(version));
        return headers;
    }

    /**
     * The values that a receiver may know and nobody else.
     *
     * @param headers of a webhook, as {@link #of} makes them
     * @param secrets the live ones
     * @param extra static headers of the merchant's
     */
    public static Set<String> confidential(
            Map<String, String> headers, List<String> secrets, Map<String, String> extra) {
        return Stream.of(
                        secrets.stream(),
                        extra.values().stream(),
                        Stream.ofNullable(headers.get(SIGNATURE)).flatMap(value -> Stream.of(value.split(" "))))
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableSet());
    }
}
