package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole lives of payments on a stack: create, invoice at the sandbox, a signed callback 0.3 s after the response, and the
 * merchant's webhook of success. Also sends creates alone.
 */
final class LifeBenchmark implements AutoCloseable {
    static final String CREATE = "create";
    static final String WEBHOOK = "callback to webhook";
    /** The outcome of a complete life. */
    static final String COMPLETE = "complete";

    static final String CREATED = "201";

    private static final int MERCHANTS = 16;
    private static final Duration BEFORE_CALLBACK = Duration.ofMillis(300);
    private static final Duration BETWEEN_READS = Duration.ofMillis(50);
    private static final Duration INVOICE_LIMIT = Duration.ofSeconds(30);
    private static final Duration WEBHOOK_LIMIT = Duration.ofSeconds(30);
    /** Paymoon repeats a callback that was refused. Its latency starts with the first attempt. */
    private static final int MAX_REPEATED_CALLBACKS = 10;

    private static final Duration BETWEEN_CALLBACKS = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final LoadHttpClient http;
    private final WebhookReceiver receiver;
    private final Map<String, String> apiKey;
    private final List<Long> merchants = new ArrayList<>();

    /** @param connections at most, to each host */
    LifeBenchmark(LocalStack stack, int connections) throws IOException {
        this.stack = stack;
        this.http = new LoadHttpClient(connections);
        this.receiver = new WebhookReceiver();
        String key = newKey(http, stack.apiUrl(), stack.adminKey(), "bench");
        this.apiKey = Map.of("X-API-Key", key);
        for (int i = 0; i < MERCHANTS; i++) {
            merchants.add(newMerchant(http, stack.apiUrl(), key, receiver.url()));
        }
    }

    LoadResult lives(LoadProfile profile) throws InterruptedException {
        return LoadGenerator.run(profile, stack, this::life);
    }

    LoadResult creates(LoadProfile profile) throws InterruptedException {
        return LoadGenerator.run(
                profile, stack, attempt -> String.valueOf(create(attempt).status()));
    }

    private String life(LoadGenerator.Attempt attempt) throws Exception {
        LoadHttpClient.Response created = create(attempt);
        if (created.status() != 201) {
            return "create " + created.status();
        }
        String paymentId = created.field("\"payment_id\":\"([^\"]+)\"");
        Thread.sleep(BEFORE_CALLBACK);
        String invoiceId = invoice(paymentId);
        long start = System.nanoTime();
        int status = callback(paymentId, invoiceId);
        for (int repeat = 0; status == 503 && repeat < MAX_REPEATED_CALLBACKS; repeat++) {
            Thread.sleep(BETWEEN_CALLBACKS);
            status = callback(paymentId, invoiceId);
        }
        if (status != 200) {
            return "callback " + status;
        }
        awaitWebhook(paymentId, "success", WEBHOOK_LIMIT);
        attempt.record(WEBHOOK, start);
        return COMPLETE;
    }

    private LoadHttpClient.Response create(LoadGenerator.Attempt attempt) throws IOException {
        LoadHttpClient.Response response = create(attempt.number(), Duration.ZERO);
        if (response.status() == 201) {
            attempt.record(CREATE);
        }
        return response;
    }

    /** @param expiry zero for the gateway's default */
    LoadHttpClient.Response create(long number, Duration expiry) throws IOException {
        String body = String.format(
                Locale.ROOT,
                "{\"merchant_id\":%d,\"amount\":10.00,\"currency\":\"RUB\",\"description\":\"benchmark\"%s}",
                merchants.get((int) (number % merchants.size())),
                expiry.isZero() ? "" : ",\"expires_in\":" + expiry.toSeconds());
        return post(stack.apiUrl() + "/payment/create", body);
    }

    LoadHttpClient.Response post(String url, String body) throws IOException {
        return http.post(url, apiKey, body);
    }

    /** @throws TimeoutException if the merchant does not receive the webhook in time */
    void awaitWebhook(String paymentId, String status, Duration limit) throws Exception {
        receiver.await(paymentId, status, limit);
    }

    /** Waits for the invoice at the sandbox. A callback of another invoice would be quarantined. */
    private String invoice(String paymentId) throws IOException, InterruptedException {
        String url = stack.sandboxUrl() + "/control/invoices/by-external-id/" + paymentId;
        long deadline = System.nanoTime() + INVOICE_LIMIT.toNanos();
        LoadHttpClient.Response response = http.send("GET", url, Map.of(), "");
        while (response.status() == 404 && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_READS);
            response = http.send("GET", url, Map.of(), "");
        }
        return response.field("\"invoice_id\":\"([^\"]+)\"");
    }

    private int callback(String paymentId, String invoiceId) throws Exception {
        String eventId = "evt_" + UUID.randomUUID();
        Instant now = Instant.now();
        String body = String.format(Locale.ROOT, """
                {"event_id":"%s","type":"invoice.paid","invoice_id":"%s","external_id":"%s","status":"paid",\
                "version":100,"amount":"10.00","paid_amount":"10.00","currency":"RUB","occurred_at":"%s"}""", eventId, invoiceId, paymentId, now);
        String timestamp = String.valueOf(now.getEpochSecond());
        var headers = Map.of(
                "X-Paymoon-Event-Id", eventId,
                "X-Paymoon-Timestamp", timestamp,
                "X-Paymoon-Signature", "v1=" + hmac(eventId + "." + timestamp + "." + body));
        return http.post(stack.apiUrl() + "/webhook/paymoon", headers, body).status();
    }

    private String hmac(String content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(stack.paymoonSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether all accepted webhooks of this benchmark are recorded as delivered. */
    boolean allRecorded() throws IOException {
        for (long merchant : merchants) {
            String url = stack.apiUrl() + "/merchant/" + merchant + "/webhook/counts";
            LoadHttpClient.Response counts = http.send("GET", url, apiKey, "");
            if (!counts.field("\"accepted\":(\\d+)").equals(counts.field("\"delivered\":(\\d+)"))) {
                return false;
            }
        }
        return true;
    }

    static String newKey(LoadHttpClient http, String apiUrl, String adminKey, String name) throws IOException {
        return http.post(apiUrl + "/admin/api-keys", Map.of("X-Admin-Key", adminKey), "{\"name\":\"" + name + "\"}")
                .field("\"key\":\"([^\"]+)\"");
    }

    static long newMerchant(LoadHttpClient http, String apiUrl, String key, String webhookUrl) throws IOException {
        String merchant = String.format(Locale.ROOT, "{\"name\":\"bench\",\"webhook_url\":\"%s\"}", webhookUrl);
        return Long.parseLong(http.post(apiUrl + "/merchant/create", Map.of("X-API-Key", key), merchant)
                .field("\"id\":(\\d+)"));
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        http.close();
    }
}
