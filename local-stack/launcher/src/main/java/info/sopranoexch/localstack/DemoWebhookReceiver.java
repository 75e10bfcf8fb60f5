package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A merchant's endpoint on loopback. It keeps webhooks until they are read. */
final class DemoWebhookReceiver implements AutoCloseable {
    /**
     * A webhook that the demo received.
     *
     * @param headers by name in any case
     */
    record Webhook(Map<String, String> headers, String body) {
        Webhook {
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

    private static final int CAPACITY = 1_000;
    private static final int MAX_BODY = 64 * 1024;

    private final BlockingQueue<Webhook> received = new ArrayBlockingQueue<>(CAPACITY);
    private final HttpServer server;

    DemoWebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for webhooks", e);
        }
        server.createContext("/webhook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            boolean kept = received.offer(new Webhook(headers, new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(kept ? 204 : 503, -1);
        }
    }

    /**
     * Waits for the webhook with a status of a payment and drops earlier webhooks.
     *
     * @throws IllegalStateException if the webhook does not arrive in time
     */
    Webhook await(String paymentId, String status, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        var json = new ObjectMapper();
        try {
            while (true) {
                Webhook next = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT, "no webhook of %s for %s within %d s", status, paymentId, limit.toSeconds()));
                }
                JsonNode body = json.readTree(next.body());
                if (body.path("payment_id").asText().equals(paymentId)
                        && body.path("status").asText().equals(status)) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the webhook body is not JSON", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
