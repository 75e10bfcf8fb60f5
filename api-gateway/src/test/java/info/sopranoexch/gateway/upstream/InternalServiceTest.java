package info.sopranoexch.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.starter.http.HttpCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class InternalServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final InternalRequest READ = InternalRequest.get("/read", 1L);
    private static final InternalRequest WRITE = InternalRequest.json("POST", "/write", 1L, new byte[0]);

    private final HttpCalls http = new HttpCalls("test", DataSize.ofKilobytes(1), LIMIT, LIMIT, 16);
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private volatile boolean ready;
    private HttpServer good;
    private HttpServer dropping;

    @BeforeEach
    void start() throws IOException {
        good = HttpServer.create(loopback(), 0);
        good.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        good.start();
        // Accepts a request and closes the connection: it is unknown whether the request was processed.
        dropping = HttpServer.create(loopback(), 0);
        dropping.createContext("/", exchange -> {
            dropped.incrementAndGet();
            exchange.close();
        });
        dropping.start();
    }

    @AfterEach
    void stop() {
        good.stop(0);
        dropping.stop(0);
        http.close();
    }

    @Test
    void callsAnotherInstanceAfterARefusedConnection() throws IOException {
        URI gone;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        var service = service(gone, url(good));

        for (int number = 0; number < 4; number++) {
            assertThat(service.call(READ).status()).isEqualTo(204);
            assertThat(service.call(WRITE).status()).isEqualTo(204);
        }

        assertThat(served).hasValue(8);
    }

    @Test
    void doesNotRepeatAWriteAfterALostConnection() {
        var service = service(url(dropping), url(good));

        int responses = 0;
        for (int number = 0; number < 4; number++) {
            responses += service.tryCall(WRITE, LIMIT) == null ? 0 : 1;
        }

        assertThat(responses).isEqualTo(2);
        assertThat(dropped).hasValue(2);
        assertThat(served).hasValue(2);
    }

    @Test
    void repeatsAReadAfterALostConnection() {
        var service = service(url(dropping), url(good));

        for (int number = 0; number < 4; number++) {
            assertThat(service.call(READ).status()).isEqualTo(204);
        }

        assertThat(dropped.get()).isPositive();
        assertThat(served).hasValue(4);
    }

    /** Behaves like a starting instance: accepts connections and sends no response. */
    @Test
    void avoidsASilentInstanceUntilItIsReady() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var service = service(URI.create("http://127.0.0.1:" + silent.getLocalPort()), url(good));

            for (int number = 0; number < 3; number++) {
                assertThat(service.tryCall(READ, Duration.ofSeconds(2))).isNotNull();
            }
            long begun = System.nanoTime();
            for (int number = 0; number < 4; number++) {
                assertThat(service.call(WRITE).status()).isEqualTo(204);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            assertThat(served).hasValue(7);
        }
    }

    @Test
    void callsInstancesInTurn() throws IOException {
        HttpServer other = HttpServer.create(loopback(), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            var service = service(url(good), url(other));
            for (int number = 0; number < 4; number++) {
                assertThat(service.call(READ).status()).isBetween(200, 204);
            }
            assertThat(served).hasValue(2);
        } finally {
            other.stop(0);
        }
    }

    private final UpstreamMetrics metrics = new UpstreamMetrics(new SimpleMeterRegistry());

    private InternalService service(URI... bases) {
        var properties = new Binder(new MapConfigurationPropertySource(Map.of("timeout", LIMIT)))
                .bindOrCreate("", UpstreamProperties.class);
        return new InternalService(
                "test", new ServiceInstances(List.of(bases), _ -> ready), "token", http, properties, metrics);
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
