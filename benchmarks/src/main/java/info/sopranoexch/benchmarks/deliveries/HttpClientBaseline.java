package info.sopranoexch.benchmarks.deliveries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Sends requests with the same HTTP client on virtual threads: the upper limit of deliveries. */
final class HttpClientBaseline {
    private static final byte[] BODY =
            ("{\"payment_id\":\"pay_0123456789abcdef0123456789abcdef\",\"status\":\"success\","
                            + "\"amount\":1000.00,\"currency\":\"RUB\",\"timestamp\":\"2024-01-01T12:00:00Z\"}")
                    .getBytes(StandardCharsets.UTF_8);

    private HttpClientBaseline() {}

    /**
     * Sends {@code count} requests with {@code concurrency} threads. Returns the rate per second.
     */
    static double run(String url, int count, int concurrency) throws IOException, InterruptedException {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(concurrency)
                .setMaxConnPerRoute(concurrency)
                .build();
        try (CloseableHttpClient client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .build()) {
            AtomicInteger left = new AtomicInteger(count);
            List<Thread> threads = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < concurrency; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    while (left.getAndDecrement() > 0) {
                        send(client, url);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void send(CloseableHttpClient client, String url) {
        HttpPost request = new HttpPost(url);
        request.setHeader("Content-Type", "application/json");
        request.setHeader("X-Webhook-Secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        request.setHeader("webhook-id", "msg_0123456789abcdef0123456789abcdef_2");
        request.setHeader("webhook-timestamp", "1700000000");
        request.setHeader("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        request.setEntity(new ByteArrayEntity(BODY, null));
        try {
            client.execute(request, response -> {
                EntityUtils.consume(response.getEntity());
                return response.getCode();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
