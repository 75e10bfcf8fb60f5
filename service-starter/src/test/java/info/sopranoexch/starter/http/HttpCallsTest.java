package info.sopranoexch.starter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class HttpCallsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final DataSize MAX_RESPONSE = DataSize.ofBytes(100);
    private static final int MAX_CONNECTIONS = 16;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final HttpCalls calls = new HttpCalls("test", MAX_RESPONSE, LONG, LONG, MAX_CONNECTIONS);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/echo", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.getResponseHeaders().set("Retry-After", "7");
            respond(exchange, 429, body);
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo");
            respond(exchange, 302, new byte[0]);
        });
        server.createContext("/silent", exchange -> awaitEnd());
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    out.write('.');
                    out.flush();
                    Thread.onSpinWait();
                }
            }
        });
        server.createContext("/long", exchange -> respond(exchange, 200, new byte[(int) MAX_RESPONSE.toBytes() + 1]));
        server.createContext("/broken", HttpExchange::close);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        calls.close();
    }

    @Test
    void reusesConnection() throws IOException {
        for (int number = 0; number < 3; number++) {
            var request = new HttpPost(url("/echo"));
            request.setEntity(new StringEntity("hello " + number, ContentType.TEXT_PLAIN));

            HttpCalls.Response response = calls.exchange(request, LONG);

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.contentType()).isEqualTo("text/plain");
            assertThat(response.retryAfter()).isEqualTo("7");
            assertThat(new String(response.body(), StandardCharsets.US_ASCII)).isEqualTo("hello " + number);
        }
        assertThat(ports).hasSize(1);
    }

    @Test
    void followsNoRedirect() throws IOException {
        HttpCalls.Response response = calls.exchange(new HttpGet(url("/moved")), LONG);
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.contentType()).isNull();
        assertThat(response.body()).isEmpty();
        assertThat(ports).isEmpty();
    }

    @Test
    void abortsSilentServerAtDeadline() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> calls.exchange(new HttpGet(url("/silent")), Duration.ofMillis(100)));
    }

    /** No byte is late, and the last one never comes. */
    @Test
    void abortsSlowBodyAtDeadline() {
        var drip = new HttpCalls("test", DataSize.ofGigabytes(1), LONG, LONG, MAX_CONNECTIONS);
        try {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> drip.exchange(new HttpGet(url("/drip")), Duration.ofMillis(100)));
        } finally {
            drip.close();
        }
    }

    @Test
    void rejectsLargeResponse() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> calls.exchange(new HttpGet(url("/long")), LONG))
                .withMessageContaining("more than 100 bytes");
    }

    @Test
    void abortsResponseBeyondMemoryLimit() {
        assertThatExceptionOfType(HttpCalls.NoMemoryException.class)
                .isThrownBy(() -> calls.exchange(echo("four"), LONG, bytes -> bytes < 4));
        assertThatNoException().isThrownBy(() -> calls.exchange(echo("four"), LONG, bytes -> bytes == 4));
    }

    private HttpPost echo(String text) {
        var request = new HttpPost(url("/echo"));
        request.setEntity(new StringEntity(text, ContentType.TEXT_PLAIN));
        return request;
    }

    @Test
    void reportsBrokenConnection() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> calls.exchange(new HttpGet(url("/broken")), LONG))
                .isNotInstanceOfAny(SocketTimeoutException.class, ConnectException.class);
    }

    @Test
    void reportsRefusedConnection() {
        server.stop(0);
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> calls.exchange(new HttpGet(url("/echo")), LONG));
    }

    @Test
    void abortsAtAnyMoment() {
        int completed = 0;
        int cut = 0;
        for (int micros = 0; micros < 8_000; micros += 20) {
            var hasty = new HttpCalls(
                    "test",
                    MAX_RESPONSE,
                    LONG,
                    LONG,
                    MAX_CONNECTIONS,
                    new DeadlineWatch("hasty-deadlines", Duration.ofNanos(10_000)));
            try {
                hasty.exchange(new HttpGet(url("/echo")), Duration.ofNanos(micros * 1_000L));
                completed++;
            } catch (IOException e) {
                cut++;
                assertThat(e).isInstanceOfAny(SocketTimeoutException.class, SocketException.class);
            } finally {
                hasty.close();
            }
        }
        assertThat(completed + cut).isEqualTo(400);
        assertThat(cut).isPositive();
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
