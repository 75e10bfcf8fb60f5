package info.sopranoexch.localstack;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A webhook that the demo received.
 *
 * @param headers by name in any case
 */
record DemoWebhook(Map<String, String> headers, String body) {
    DemoWebhook {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The headers for merchants and the body. */
    @Override
    public String toString() {
        return Stream.of(
                                "X-Webhook-Secret",
                                "webhook-id",
                                "webhook-timestamp",
                                "webhook-signature",
                                "soprano-payment-version")
                        .map(name -> name + ": " + headers.getOrDefault(name, "(absent)") + "\n")
                        .collect(Collectors.joining())
                + "\n"
                + body;
    }

    boolean hasValidSignature(String secret) {
        return WebhookSignature.isValid(headers, body, secret);
    }
}
