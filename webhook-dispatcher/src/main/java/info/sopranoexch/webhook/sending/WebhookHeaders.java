package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.webhook.CustomHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers of a webhook. Source: contract, section 2. */
public final class WebhookHeaders {
    private static final String SIGNATURE = "webhook-signature";

    private WebhookHeaders() {}

    /**
     * Creates the headers of an attempt.
     *
     * @param timestamp of the attempt in seconds
     * @param secrets the valid signing secrets, newest first; at least one
     * @param extra static headers of the merchant; reserved and malformed ones are dropped
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
     * The secrets of a request, which only the receiver may know.
     *
     * @param headers as created by {@link #of}
     * @param secrets the valid signing secrets
     * @param extra static headers of the merchant
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
