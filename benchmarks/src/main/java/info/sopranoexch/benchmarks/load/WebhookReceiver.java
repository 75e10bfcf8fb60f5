package info.sopranoexch.benchmarks.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A merchant's endpoint that completes a future for each payment and status. */
final class WebhookReceiver implements AutoCloseable {
    private static final Pattern PAYMENT =
            Pattern.compile("\\{\"payment_id\":\"([^\"]+)\",\"status\":\"([^\"]+)\".*", Pattern.DOTALL);
    private static final int BACKLOG = 1_024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, CompletableFuture<Void>> webhooks = new ConcurrentHashMap<>();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher payment = PAYMENT.matcher(body);
            if (payment.matches()) {
                webhook(payment.group(1), payment.group(2)).complete(null);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** @throws TimeoutException if the payment's webhook of the status does not arrive in time */
    void await(String paymentId, String status, Duration limit) throws Exception {
        try {
            webhook(paymentId, status).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            webhooks.remove(paymentId + status);
        }
    }

    private CompletableFuture<Void> webhook(String paymentId, String status) {
        return webhooks.computeIfAbsent(paymentId + status, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
