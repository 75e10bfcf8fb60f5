package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The endpoints of all merchants, good and bad, in one server on loopback. They note down every webhook that comes. */
public final class WebhookEndpoints implements AutoCloseable {
    private static final int MAX_BODY = 64 * 1024;
    private static final int SLOW_MILLIS = 2_000;
    /** Longer than the dispatcher's deadline of 15 s. */
    private static final int HANG_MILLIS = 20_000;

    private static final int DRIP_MILLIS = 500;
    private static final long FLAP_MICROS = 7_000_000;
    private static final EndpointBehaviour[] FLAPS = {
        EndpointBehaviour.GOOD,
        EndpointBehaviour.BROKEN,
        EndpointBehaviour.GOOD,
        EndpointBehaviour.HANGING,
        EndpointBehaviour.GOOD,
        EndpointBehaviour.CLOSING,
        EndpointBehaviour.GOOD,
        EndpointBehaviour.SLOW
    };

    private record Endpoint(long merchantId, EndpointBehaviour mood, String secret) {}

    private final HttpServer server;
    private final HistoryRecorder recorder;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final CountDownLatch healed = new CountDownLatch(1);

    public WebhookEndpoints(HistoryRecorder recorder) throws IOException {
        this.recorder = recorder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** @param secret as it was shown at the merchant's creation */
    void open(String path, long merchantId, EndpointBehaviour mood, String secret) {
        endpoints.put("/" + path, new Endpoint(merchantId, mood, secret));
    }

    /** From now on all are good, those that are hanging too. */
    public void heal() {
        healed.countDown();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        long at = recorder.now();
        Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
        if (endpoint == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        switch (moodOf(endpoint)) {
            case GOOD, FLAPPING -> answer(exchange, endpoint, text, at, 204);
            case SLOW -> {
                pause(SLOW_MILLIS);
                answer(exchange, endpoint, text, at, 204);
            }
            case BROKEN -> answer(exchange, endpoint, text, at, 500);
            case CLOSING -> {
                record(exchange.getRequestHeaders(), endpoint, text, at, 0);
                exchange.close();
            }
            case HANGING -> {
                record(exchange.getRequestHeaders(), endpoint, text, at, 0);
                pause(HANG_MILLIS);
                exchange.close();
            }
            case DRIPPING -> drip(exchange, endpoint, text, at);
        }
    }

    private EndpointBehaviour moodOf(Endpoint endpoint) {
        if (healed.getCount() == 0) {
            return EndpointBehaviour.GOOD;
        }
        return endpoint.mood() == EndpointBehaviour.FLAPPING
                ? FLAPS[(int) (recorder.now() / FLAP_MICROS % FLAPS.length)]
                : endpoint.mood();
    }

    private void answer(HttpExchange exchange, Endpoint endpoint, String body, long at, int status) throws IOException {
        // Before the answer goes: the next webhook may be here before this thread goes on.
        record(exchange.getRequestHeaders(), endpoint, body, at, status);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void drip(HttpExchange exchange, Endpoint endpoint, String body, long at) throws IOException {
        record(exchange.getRequestHeaders(), endpoint, body, at, 200);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int waited = 0; waited < HANG_MILLIS && healed.getCount() > 0; waited += DRIP_MILLIS) {
                out.write('.');
                out.flush();
                pause(DRIP_MILLIS);
            }
        }
    }

    private void record(Headers headers, Endpoint endpoint, String body, long at, int answered) throws IOException {
        JsonNode told = json.readTree(body);
        String version = headers.getFirst("soprano-payment-version");
        recorder.add(new ReceivedWebhook(
                at,
                answered == 0 ? 0 : recorder.now(),
                endpoint.merchantId(),
                String.valueOf(headers.getFirst("webhook-id")),
                told.path("payment_id").asText(),
                version == null ? 0 : Long.parseLong(version),
                told.path("status").asText(),
                told.has("type") ? told.path("refund").path("refund_id").asText() : null,
                MerchantApi.minor(told.path("amount")),
                MerchantApi.minor(told.path("refunded_amount")),
                WebhookSignature.holds(headers, body, endpoint.secret()),
                answered));
    }

    /** Until the time is over or all is well. */
    private void pause(int millis) {
        try {
            var _ = healed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
