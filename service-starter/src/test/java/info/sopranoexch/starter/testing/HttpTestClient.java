package info.sopranoexch.starter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests to one server, with the same headers in each request. */
public final class HttpTestClient {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final Map<String, String> headers;

    /** @param base URL without path */
    public HttpTestClient(URI base) {
        this(base, Map.of());
    }

    private HttpTestClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public static HttpTestClient localhost(int port) {
        return new HttpTestClient(URI.create("http://localhost:" + port));
    }

    /** A response. */
    public record Response(int status, HttpHeaders headers, String text) {
        /** The body, or a missing node if it is not JSON. */
        public JsonNode json() {
            return header("Content-Type").contains("json")
                    ? JsonMapper.shared().readTree(text)
                    : MissingNode.getInstance();
        }

        /** Empty if the response does not have the header. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The code of a problem, or an empty text. */
        public String code() {
            return json().path("code").asString("");
        }
    }

    /** Returns a client that sends one more header. */
    public HttpTestClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpTestClient(base, more);
    }

    public URI base() {
        return base;
    }

    public Response get(String path) {
        return get(path, Map.of());
    }

    public Response get(String path, Map<String, String> headers) {
        return send("GET", path, headers, BodyPublishers.noBody());
    }

    /** @param json the body */
    public Response post(String path, String json) {
        return post(path, Map.of("Content-Type", "application/json"), json);
    }

    public Response post(String path, Map<String, String> headers, String body) {
        return send("POST", path, headers, BodyPublishers.ofString(body));
    }

    public Response send(String method, String path, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request = request(path).method(method, body);
        headers.forEach(request::setHeader);
        return send(request);
    }

    /** Returns a request with the headers of all requests, for {@link #send(HttpRequest.Builder)}. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    public Response send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Response(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request.toString(), e);
        }
    }

    /** Sends raw bytes, without TLS, and reads until the server closes the connection. */
    public String raw(String request) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
