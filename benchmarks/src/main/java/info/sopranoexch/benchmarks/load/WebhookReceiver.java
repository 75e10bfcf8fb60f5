package info.sopranoexch.benchmarks.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A merchant's endpoint that completes a future for each successful payment. */
final class WebhookReceiver implements AutoCloseable {
    private static final Pattern SUCCESS =
            Pattern.compile("\\{\"payment_id\":\"([^\"]+)\",\"status\":\"success\".*", Pattern.DOTALL);
    private static final int BACKLOG = 1_024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, CompletableFuture<Void>> successes = new ConcurrentHashMap<>();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher success = SUCCESS.matcher(body);
            if (success.matches()) {
                success(success.group(1)).complete(null);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** @throws TimeoutException if the payment's webhook of success does not arrive in time */
    void awaitSuccess(String paymentId, long timeout, TimeUnit unit) throws Exception {
        try {
            success(paymentId).get(timeout, unit);
        } finally {
            successes.remove(paymentId);
        }
    }

    private CompletableFuture<Void> success(String paymentId) {
        return successes.computeIfAbsent(paymentId, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
