package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.faults.history.ReceivedWebhook;
import info.sopranoexch.localstack.WebhookSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The webhook endpoints of all merchants in one loopback server. It records every webhook. */
public final class WebhookEndpoints implements AutoCloseable {
    /** The behaviour of a merchant's webhook endpoint. */
    enum Behaviour {
        GOOD,
        /** Responds 204 after seconds. */
        SLOW,
        /** Responds 200 at once, then sends single bytes beyond the dispatcher's deadline. */
        DRIPPING,
        /** Responds 500. */
        FAILING,
        /** Never responds. */
        HANGING,
        /** Closes the connection. */
        CLOSING,
        /** Changes its behaviour every few seconds. */
        FLAPPING
    }

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration SLOW_RESPONSE = Duration.ofSeconds(2);
    /** Longer than the dispatcher's deadline of 15 s. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final Duration DRIP_INTERVAL = Duration.ofMillis(500);
    private static final long FLAP_MICROS = 7_000_000;
    private static final Behaviour[] FLAPS = {
        Behaviour.GOOD, Behaviour.FAILING,
        Behaviour.GOOD, Behaviour.HANGING,
        Behaviour.GOOD, Behaviour.CLOSING,
        Behaviour.GOOD, Behaviour.SLOW
    };

    private record Endpoint(long merchantId, Behaviour behaviour, String secret) {}

    private final HttpServer server;
    private final HistoryRecorder recorder;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final RunTimer misbehaviour = new RunTimer();

    public WebhookEndpoints(HistoryRecorder recorder) throws IOException {
        this.recorder = recorder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    void open(String path, long merchantId, Behaviour behaviour, String secret) {
        endpoints.put("/" + path, new Endpoint(merchantId, behaviour, secret));
    }

    /** Makes all endpoints good, and ends hanging requests. */
    public void heal() {
        misbehaviour.end();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        long at = recorder.now();
        Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
        if (endpoint == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        Behaviour behaviour = currentBehaviour(endpoint);
        if (behaviour == Behaviour.SLOW) {
            misbehaviour.pause(SLOW_RESPONSE);
        }
        int status = switch (behaviour) {
            case GOOD, SLOW, FLAPPING -> 204;
            case FAILING -> 500;
            case DRIPPING -> 200;
            case CLOSING, HANGING -> 0;
        };
        // The next webhook may arrive before the response call returns.
        record(exchange, endpoint, text, at, status);
        switch (behaviour) {
            case GOOD, SLOW, FLAPPING, FAILING -> exchange.sendResponseHeaders(status, -1);
            case DRIPPING -> drip(exchange);
            case HANGING -> misbehaviour.pause(HANG);
            case CLOSING -> {}
        }
        exchange.close();
    }

    private Behaviour currentBehaviour(Endpoint endpoint) {
        if (misbehaviour.hasEnded()) {
            return Behaviour.GOOD;
        }
        return endpoint.behaviour() == Behaviour.FLAPPING
                ? FLAPS[(int) (recorder.now() / FLAP_MICROS % FLAPS.length)]
                : endpoint.behaviour();
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (long sent = 0; sent < HANG.dividedBy(DRIP_INTERVAL) && !misbehaviour.hasEnded(); sent++) {
                out.write('.');
                out.flush();
                misbehaviour.pause(DRIP_INTERVAL);
            }
        }
    }

    private void record(HttpExchange exchange, Endpoint endpoint, String body, long at, int status) throws IOException {
        var headers = exchange.getRequestHeaders();
        JsonNode message = json.readTree(body);
        String version = headers.getFirst("soprano-payment-version");
        recorder.add(new ReceivedWebhook(
                at,
                status == 0 ? 0 : recorder.now(),
                status,
                endpoint.merchantId(),
                WebhookSignature.isValid(firstValues(headers), body, endpoint.secret()),
                new ReceivedWebhook.Message(
                        String.valueOf(headers.getFirst("webhook-id")),
                        message.path("payment_id").asText(),
                        version == null ? 0 : Long.parseLong(version),
                        message.path("status").asText(),
                        message.has("type")
                                ? message.path("refund").path("refund_id").asText()
                                : null,
                        MerchantApi.minorUnits(message.path("amount")),
                        MerchantApi.minorUnits(message.path("refunded_amount")))));
    }

    private static Map<String, String> firstValues(Headers headers) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, all) -> values.put(name, all.getFirst()));
        return values;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
