package info.sopranoexch.sandbox.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receives callbacks and checks their signature by docs/contract.md. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final String secret;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    /** Number of requests that still get the response 500. */
    private final AtomicInteger failing = new AtomicInteger();

    /** A received callback. */
    public record Received(String eventId, boolean genuine, JsonNode body, long atNanos) {}

    public Receiver(String secret) {
        this.secret = secret;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::receive);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public void failNext(int requests) {
        failing.set(requests);
    }

    public List<Received> of(String externalId) {
        return received.stream()
                .filter(one -> one.body().path("external_id").stringValue("").equals(externalId))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String id = exchange.getRequestHeaders().getFirst("X-Paymoon-Event-Id");
        String timestamp = exchange.getRequestHeaders().getFirst("X-Paymoon-Timestamp");
        String signature = exchange.getRequestHeaders().getFirst("X-Paymoon-Signature");
        boolean genuine = ("v1=" + hmac(id + "." + timestamp + ".", body)).equals(signature);
        received.add(new Received(id, genuine, JsonMapper.shared().readTree(body), System.nanoTime()));
        int status = !genuine ? 401 : failing.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? 500 : 200;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String hmac(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
