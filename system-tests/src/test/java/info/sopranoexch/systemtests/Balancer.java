package info.sopranoexch.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer: it polls the readiness of each gateway and assigns requests to ready gateways in turn. It neither
 * repeats requests nor reacts to failed ones.
 */
final class Balancer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final List<String> gateways;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch polled = new CountDownLatch(1);
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<String> ready = List.of();

    /** @param gateways base URLs, each with {@code /api/v1} */
    Balancer(List<String> gateways) throws InterruptedException {
        this.gateways = gateways;
        poller.scheduleWithFixedDelay(this::poll, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        polled.await();
    }

    /** @throws IllegalStateException if no gateway is ready */
    String next() {
        List<String> able = ready;
        if (able.isEmpty()) {
            throw new IllegalStateException("no gateway is ready");
        }
        return able.get(Math.floorMod(turn.getAndIncrement(), able.size()));
    }

    private void poll() {
        ready = gateways.stream().filter(this::isReady).toList();
        polled.countDown();
    }

    private boolean isReady(String gateway) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway).resolve("/health/ready"))
                .timeout(DEADLINE)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
        http.close();
    }
}
