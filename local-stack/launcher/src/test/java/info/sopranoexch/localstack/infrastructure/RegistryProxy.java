package info.sopranoexch.localstack.infrastructure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A proxy of the registry that forwards requests, or responds to all of them with a fault. */
public final class RegistryProxy implements AutoCloseable {
    /** Responses of Confluent's registry and of wrong servers. */
    public enum Fault {
        UNAUTHORIZED(
                401, "application/vnd.schemaregistry.v1+json", "{\"error_code\":40101,\"message\":\"Unauthorized\"}"),
        FORBIDDEN(403, "application/vnd.schemaregistry.v1+json", "{\"error_code\":40301,\"message\":\"Denied\"}"),
        UNKNOWN_SCHEMA(
                404,
                "application/vnd.schemaregistry.v1+json",
                "{\"error_code\":40403,\"message\":\"Schema not found\"}"),
        NOT_THE_REGISTRY(404, "text/html", "<html><h1>Not Found</h1></html>"),
        LOGIN_PAGE(200, "text/html", "<html><form action=\"/login\"></form></html>"),
        OTHER_JSON(200, "application/json", "{\"status\":\"UP\"}"),
        RATE_LIMITED(429, "application/json", "{\"error_code\":42901,\"message\":\"Too many requests\"}"),
        BROKEN(502, "text/html", "<html>Bad Gateway</html>");

        private final int status;
        private final String contentType;
        private final String body;

        Fault(int status, String contentType, String body) {
            this.status = status;
            this.contentType = contentType;
            this.body = body;
        }
    }

    private final URI target;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable Fault fault;

    /** @param registryUrl base URL of Confluent's API */
    public RegistryProxy(String registryUrl) {
        this.target = URI.create(registryUrl);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("no port for a proxy", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target.getPath();
    }

    /** Responds to all further requests with the fault. */
    public void fail(Fault fault) {
        this.fault = fault;
    }

    /** Forwards all further requests. */
    public void pass() {
        this.fault = null;
    }

    /** The number of requests, including forwarded ones. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            Fault current = fault;
            if (current == null) {
                forward(exchange);
            } else {
                byte[] body = current.body.getBytes(StandardCharsets.UTF_8);
                respond(exchange, current.status, current.contentType, body);
            }
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"Accept", "Content-Type", "Authorization"}) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("application/json");
            respond(exchange, response.statusCode(), type, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void respond(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
