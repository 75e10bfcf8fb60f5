package info.sopranoexch.starter.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's HTTP server on a free port. Records webhooks and responds as configured. */
public final class WebhookReceiver implements AutoCloseable {
    /**
     * A received webhook.
     *
     * @param headers by name in lower case
     * @param nanos when it arrived, of {@link System#nanoTime}
     */
    public record Webhook(String path, Map<String, List<String>> headers, String body, long nanos) {
        public @Nullable String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : values.getFirst();
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String paymentId() {
            return json().path("payment_id").asString("");
        }

        /** The version of the payment, or -1 if the webhook has none. */
        public long version() {
            String version = header("soprano-payment-version");
            return version == null ? -1 : Long.parseLong(version);
        }
    }

    /** @param headers of the response */
    public record Response(int status, Map<String, String> headers) {
        public static Response of(int status) {
            return new Response(status, Map.of());
        }
    }

    private final HttpServer server;
    private final List<Webhook> received = new CopyOnWriteArrayList<>();
    private volatile Function<Webhook, Response> behaviour = _ -> Response.of(200);

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var webhook = new Webhook(exchange.getRequestURI().toString(), headers, body, System.nanoTime());
            Response response = behaviour.apply(webhook);
            received.add(webhook);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), -1);
        }
    }

    public WebhookReceiver responding(Function<Webhook, Response> behaviour) {
        this.behaviour = behaviour;
        return this;
    }

    public WebhookReceiver responding(int status) {
        return responding(_ -> Response.of(status));
    }

    /** @param retryAfter header of each response */
    public WebhookReceiver responding(int status, String retryAfter) {
        return responding(_ -> new Response(status, Map.of("Retry-After", retryAfter)));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Webhook> received() {
        return received;
    }

    public List<Webhook> received(String paymentId) {
        return received.stream()
                .filter(webhook -> webhook.paymentId().equals(paymentId))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
