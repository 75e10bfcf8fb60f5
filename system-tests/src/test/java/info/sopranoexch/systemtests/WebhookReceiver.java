package info.sopranoexch.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A merchant's endpoint: keeps all webhooks by arrival and responds 204. */
final class WebhookReceiver implements AutoCloseable {
    /** @param body the unchanged text, for the order of its fields */
    record Webhook(
            String id,
            long version,
            String secret,
            String body,
            JsonNode json,
            boolean signed,
            Map<String, List<String>> headers) {
        /** Null without the header. */
        String traceparent() {
            return headers.getOrDefault("traceparent", List.of()).stream()
                    .findFirst()
                    .orElse(null);
        }

        String paymentId() {
            return json.path("payment_id").asText();
        }

        String status() {
            return json.path("status").asText();
        }

        /** False if the webhook is about the end of a refund. */
        boolean isStatus() {
            return !json.has("type");
        }
    }

    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    private final Queue<Webhook> received = new ConcurrentLinkedQueue<>();
    private volatile String secret = "";

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(webhook(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    /** @param secret of the new merchant */
    void expectSecret(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }

    List<Webhook> received() {
        return List.copyOf(received);
    }

    List<Webhook> receivedFor(String paymentId) {
        return received.stream()
                .filter(webhook -> webhook.paymentId().equals(paymentId))
                .toList();
    }

    private Webhook webhook(Headers headers, String body) throws IOException {
        String version = headers.getFirst("soprano-payment-version");
        return new Webhook(
                headers.getFirst("webhook-id"),
                version == null ? 0 : Long.parseLong(version),
                headers.getFirst("X-Webhook-Secret"),
                body,
                json.readTree(body),
                signed(headers, body),
                lowerCase(headers));
    }

    private static Map<String, List<String>> lowerCase(Headers headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return all;
    }

    /** Verifies Standard Webhooks independently of the dispatcher's code. */
    private boolean signed(Headers headers, String body) {
        String content = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
        try {
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] expected = Base64.getEncoder().encode(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
            for (String given : headers.getFirst("webhook-signature").split(" ")) {
                byte[] signature = given.replaceFirst("^v1,", "").getBytes(StandardCharsets.US_ASCII);
                if (MessageDigest.isEqual(expected, signature)) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
