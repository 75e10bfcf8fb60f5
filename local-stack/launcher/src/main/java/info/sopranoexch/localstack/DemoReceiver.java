package info.sopranoexch.localstack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The merchant's side of the demo: an HTTP server that keeps each webhook and answers 204. */
final class DemoReceiver implements AutoCloseable {
    /**
     * @param secret value of X-Webhook-Secret
     * @param signature value of webhook-signature: one or more signatures, space-separated
     */
    record Webhook(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            @Nullable String secret,
            String body) {
        boolean carries(String expected) {
            return secret != null
                    && MessageDigest.isEqual(
                            secret.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
        }

        /** Standard Webhooks: HMAC-SHA256 over id.timestamp.body with the bytes behind whsec_. */
        boolean isSignedWith(String whsec) {
            byte[] key = Base64.getDecoder().decode(whsec.substring(whsec.indexOf('_') + 1));
            byte[] content = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
                return signature != null && Arrays.asList(signature.split(" ")).contains(expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Webhook> received = new LinkedBlockingQueue<>(1_000);

    DemoReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhook", exchange -> {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean kept = received.offer(new Webhook(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("X-Webhook-Secret"),
                    body));
            exchange.sendResponseHeaders(kept ? 204 : 503, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** The next one, in the order in which they came; empty when none comes in time. */
    Optional<Webhook> next(long seconds) throws InterruptedException {
        return Optional.ofNullable(received.poll(seconds, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
