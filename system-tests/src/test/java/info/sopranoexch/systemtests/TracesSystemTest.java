package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.systemtests.SpanCollector.Span;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TracesSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    /** The spans of a payment from its create to the webhook with its success, by service. */
    private static final List<String> WAY = List.of(
            "api-gateway: POST /api/v1/payment/create",
            "api-gateway: payment.commands.v1 send",
            "payment-service: payment.commands.v1 process",
            "provider-adapter: ensure_invoice",
            "provider-adapter: POST",
            "payment-service: provider.events.v1 process",
            "api-gateway: POST /api/v1/webhook/paymoon",
            "provider-adapter: store callback",
            "webhook-dispatcher: payment.events.v1 process",
            "webhook-dispatcher: webhook");

    private final Sandbox sandbox = new Sandbox();

    /** One trace connects the merchant's request, Kafka and the webhook. */
    @Test
    void tracesPaymentFromRequestToWebhook() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            String traceId = UUID.randomUUID().toString().replace("-", "");
            // The sampling decision of the caller does not apply.
            MerchantClient.Response created = merchant.client()
                    .post(
                            "/payment/create",
                            "{\"merchant_id\":" + merchant.merchantId() + ",\"amount\":12.50,\"currency\":\"RUB\"}",
                            "traceparent",
                            "00-" + traceId + "-" + CALLERS_SPAN + "-00");
            String paymentId = created.text("payment_id");
            sandbox.pay(paymentId);
            await().atMost(LIMIT)
                    .until(() -> receiver.receivedFor(paymentId).stream()
                            .anyMatch(webhook -> webhook.status().equals("success")));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(Stack.spans().trace(traceId))
                            .extracting(span -> span.service() + ": " + span.name())
                            .containsAll(WAY));
            List<Span> spans = Stack.spans().trace(traceId);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    Stack.spans().trace(traceId).stream().map(Span::spanId))
                            .as("every span has its parent in the trace")
                            .containsAll(parents(Stack.spans().trace(traceId))));
            assertThat(spans.stream().map(Span::tags).flatMap(tags -> tags.values().stream()))
                    .as("neither key nor secret in a span")
                    .noneMatch(value -> value.contains(merchant.apiKey()) || value.contains("whsec_"));
            assertThat(spans.stream().filter(span -> span.service().equals("api-gateway")))
                    .extracting(span -> span.tags().getOrDefault("soprano.request_id", ""))
                    .contains(created.headers().get("request-id").getFirst());
            String traceparent = receiver.receivedFor(paymentId).getLast().traceparent();
            assertThat(traceparent).matches("00-" + traceId + "-[0-9a-f]{16}-01");
            assertThat(spans.stream().filter(span -> traceparent.contains(span.spanId())))
                    .extracting(Span::name)
                    .containsExactly("webhook");
        }
    }

    private static Set<String> parents(List<Span> spans) {
        return spans.stream()
                .map(Span::parentId)
                .filter(parent -> !parent.equals(CALLERS_SPAN))
                .collect(Collectors.toSet());
    }
}
