package info.sopranoexch.webhook.support;

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

/** A merchant's server: records requests and responds as configured. */
public final class Receiver implements AutoCloseable {
    /** @param headers of the response */
    public record Response(int status, Map<String, String> headers) {
        public static Response of(int status) {
            return new Response(status, Map.of());
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Response> behaviour = request -> Response.of(200);

    public Receiver() {
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
                    .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received request = new Received(exchange.getRequestURI().toString(), headers, body, System.nanoTime());
            Response response = behaviour.apply(request);
            received.add(request);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), -1);
        }
    }

    public Receiver responding(Function<Received, Response> behaviour) {
        this.behaviour = behaviour;
        return this;
    }

    public Receiver responding(int status) {
        return responding(request -> Response.of(status));
    }

    /** @param retryAfter header of each response */
    public Receiver responding(int status, String retryAfter) {
        return responding(request -> new Response(status, Map.of("Retry-After", retryAfter)));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Received> received() {
        return received;
    }

    public List<Received> received(String paymentId) {
        return received.stream().filter(r -> r.paymentId().equals(paymentId)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
