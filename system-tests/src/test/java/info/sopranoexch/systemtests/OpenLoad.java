package info.sopranoexch.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An open load of independent clients: requests are sent at a constant rate, independently of responses. Besides
 * creates it has reads, callbacks and payer's pages.
 */
final class OpenLoad implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int OTHERS_PER_SECOND = 10;
    /** A JVM is slow right after its start. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final int CLOSED_CLIENTS = 32;
    private static final int SAMPLE = 20;
    private static final String AMOUNT = "3.00";

    enum Kind {
        CREATE,
        READ,
        PAGE,
        CALLBACK
    }

    /**
     * @param status 0 without a response before the timeout, -1 if the connection failed
     * @param code of a problem document; empty otherwise
     * @param retryAfter seconds; 0 if absent
     * @param detail of the failure without a response
     */
    record RequestResult(Kind kind, int status, String code, int retryAfter, long millis, String detail) {}

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Phaser underWay = new Phaser(1);
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final String apiUrl;
    private final String apiKey;
    private final long merchantId;
    private final Paymoon paymoon;

    OpenLoad(String apiUrl, String apiKey, long merchantId, Paymoon paymoon) {
        this.apiUrl = apiUrl;
        this.apiKey = apiKey;
        this.merchantId = merchantId;
        this.paymoon = paymoon;
    }

    /** The gateway stores the callback. payment-service quarantines it, because its invoice differs. */
    static Paymoon.Callback callback(String paymentId) {
        return new Paymoon.Callback("evt_" + UUID.randomUUID(), paymentId, "inv_overload", "processing", 100, false);
    }

    /** @return successful creates per second of clients that wait for each response */
    int measureCapacity() {
        closedLoop(WARM_UP);
        Duration time = Duration.ofSeconds(2);
        return Math.max(1, (int) (closedLoop(time) / time.toSeconds()));
    }

    private int closedLoop(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var created = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLOSED_CLIENTS; client++) {
                clients.execute(() -> {
                    while (System.nanoTime() < end) {
                        if (send(Kind.CREATE).status() == 201) {
                            created.incrementAndGet();
                        }
                    }
                });
            }
        }
        return created.get();
    }

    /**
     * Sends requests at a constant rate.
     *
     * @return results; {@link #awaitResponses} waits for the last one
     */
    Queue<RequestResult> run(int perSecond, Duration time) {
        Queue<RequestResult> responses = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        long creates = 0;
        long others = 0;
        for (long elapsed = 0; elapsed < time.toNanos(); elapsed = System.nanoTime() - begun) {
            double seconds = elapsed / 1e9;
            for (; creates < seconds * perSecond; creates++) {
                sendLater(Kind.CREATE, responses);
            }
            for (; others < seconds * OTHERS_PER_SECOND; others++) {
                sendLater(Kind.READ, responses);
                sendLater(Kind.PAGE, responses);
                sendLater(Kind.CALLBACK, responses);
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
        return responses;
    }

    private void sendLater(Kind kind, Queue<RequestResult> responses) {
        underWay.register();
        threads.execute(() -> {
            try {
                responses.add(send(kind));
            } finally {
                underWay.arriveAndDeregister();
            }
        });
    }

    /** Returns after the last response or timeout. */
    void awaitResponses() {
        underWay.awaitAdvance(underWay.arrive());
    }

    /** Some accepted payments. */
    List<String> someAccepted() {
        List<String> all = List.copyOf(accepted);
        int step = Math.max(1, all.size() / SAMPLE);
        return IntStream.iterate(0, at -> at < all.size(), at -> at + step)
                .mapToObj(all::get)
                .toList();
    }

    private RequestResult send(Kind kind) {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request(kind), HttpResponse.BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode body = isJson ? json.readTree(response.body()) : json.missingNode();
            if (kind == Kind.CREATE && (response.statusCode() == 201 || response.statusCode() == 202)) {
                accepted.add(body.path("payment_id").asText());
            }
            return new RequestResult(
                    kind,
                    response.statusCode(),
                    body.path("code").asText(""),
                    response.headers()
                            .firstValue("Retry-After")
                            .map(Integer::parseInt)
                            .orElse(0),
                    millisSince(begun),
                    "");
        } catch (HttpTimeoutException e) {
            return new RequestResult(kind, 0, "", 0, millisSince(begun), e.toString());
        } catch (IOException e) {
            return new RequestResult(kind, -1, "", 0, millisSince(begun), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private HttpRequest request(Kind kind) {
        return switch (kind) {
            case CREATE ->
                api("/payment/create")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"merchant_id\":" + merchantId + ",\"amount\":" + AMOUNT + "}"))
                        .build();
            case READ -> api("/payment/" + accepted.element()).build();
            case PAGE -> page(URI.create(pageUrl(accepted.element())));
            case CALLBACK -> paymoon.request(callback(accepted.element()), AMOUNT);
        };
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(apiUrl + path))
                .timeout(TIMEOUT)
                .header("X-API-Key", apiKey);
    }

    private static HttpRequest page(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    }

    private String pageUrl(String paymentId) {
        return apiUrl.replace("/api/v1", "/pay/") + paymentId;
    }

    /** @return the status of the payer's page */
    int page(String paymentId) throws IOException, InterruptedException {
        return http.send(page(URI.create(pageUrl(paymentId))), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    String text(String url) throws IOException, InterruptedException {
        return http.send(page(URI.create(url)), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static long millisSince(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** One line for each kind, status and code, with number, median and maximum time. */
    static String summary(Collection<RequestResult> responses) {
        Map<String, List<Long>> times = responses.stream()
                .collect(Collectors.groupingBy(
                        response -> response.kind() + " " + response.status() + " " + response.code(),
                        TreeMap::new,
                        Collectors.mapping(RequestResult::millis, Collectors.toList())));
        var lines = new StringBuilder();
        times.forEach((what, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            lines.append(String.format(
                    Locale.ROOT,
                    "%6d x %s: median %d ms, longest %d ms%n",
                    sorted.size(),
                    what,
                    sorted.get(sorted.size() / 2),
                    sorted.getLast()));
        });
        return lines.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
