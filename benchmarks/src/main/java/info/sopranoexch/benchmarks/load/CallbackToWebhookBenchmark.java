package info.sopranoexch.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the time from the intended start of a callback to the arrival of the webhook of success. */
@Command(
        name = "callback-to-webhook",
        description = "Sends callbacks as Paymoon and waits for the merchant's webhooks.",
        mixinStandardHelpOptions = true)
public final class CallbackToWebhookBenchmark implements Callable<Integer> {
    static final String EXPECTED = "webhook";
    static final int IN_FLIGHT = 1_000;
    private static final int CREATING = 16;

    @Option(names = "--base-url", required = true, description = "such as http://localhost:8080/api/v1")
    private String baseUrl = "";

    @Option(names = "--api-key", defaultValue = "${SOPRANO_API_KEY}", required = true)
    private String apiKey = "";

    @Option(names = "--paymoon-secret", required = true, description = "secret of Paymoon's callbacks")
    private String secret = "";

    @Option(names = "--rate", defaultValue = "100", description = "callbacks a second")
    private double rate;

    @Option(names = "--warmup", defaultValue = "5", description = "seconds")
    private int warmup;

    @Option(names = "--seconds", defaultValue = "15", description = "seconds measured")
    private int seconds;

    @Option(
            names = "--settle",
            defaultValue = "30",
            description = "seconds between creating the payments and calling back")
    private int settle;

    private record Invoice(String paymentId, String id) {}

    /** Waits until the new payments cause no more work. */
    interface Settling {
        void await() throws InterruptedException;
    }

    /** The exit code is 1 if a measured callback caused no webhook. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CallbackToWebhookBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var profile = new LoadProfile(rate, IN_FLIGHT, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
        LoadResult result = run(profile, baseUrl, apiKey, secret, () -> TimeUnit.SECONDS.sleep(settle));
        System.out.println(LoadResult.header());
        System.out.println(result.row("callback to webhook"));
        return result.allWere(EXPECTED) ? 0 : 1;
    }

    static LoadResult run(LoadProfile profile, String baseUrl, String apiKey, String secret, Settling settling)
            throws IOException, InterruptedException {
        int count = (int) Math.ceil(profile.rate()
                        * profile.warmup().plus(profile.measured()).toMillis()
                        / 1_000)
                + 1;
        try (var http = new LoadHttpClient(IN_FLIGHT);
                var receiver = new WebhookReceiver()) {
            List<String> payments = payments(http, receiver, baseUrl, apiKey, count);
            settling.await();
            List<Invoice> invoices = invoices(http, baseUrl, apiKey, payments);
            LoadGenerator.Request callback =
                    number -> callback(http, receiver, baseUrl, secret, invoices.get((int) number));
            return new LoadGenerator(profile, callback, EXPECTED).run();
        }
    }

    private static List<String> payments(
            LoadHttpClient http, WebhookReceiver receiver, String baseUrl, String apiKey, int count)
            throws IOException, InterruptedException {
        Map<String, String> key = Map.of("X-API-Key", apiKey);
        String create = String.format(
                Locale.ROOT,
                "{\"merchant_id\":%d,\"amount\":10.00,\"currency\":\"RUB\"}",
                BenchmarkCommand.newMerchant(http, baseUrl, apiKey, receiver.url()));
        Callable<String> one =
                () -> http.post(baseUrl + "/payment/create", key, create).field("\"payment_id\":\"([^\"]+)\"");
        return all(Collections.nCopies(count, one));
    }

    /** Reads the invoice ids from the timelines. A callback of another invoice is quarantined. */
    private static List<Invoice> invoices(LoadHttpClient http, String baseUrl, String apiKey, List<String> payments)
            throws IOException, InterruptedException {
        Map<String, String> key = Map.of("X-API-Key", apiKey);
        return all(payments.stream()
                .map(paymentId -> (Callable<Invoice>) () -> new Invoice(
                        paymentId,
                        http.send("GET", baseUrl + "/payment/" + paymentId + "/timeline", key, "")
                                .field("\"invoice_id\":\"([^\"]+)\"")))
                .toList());
    }

    private static <T> List<T> all(List<Callable<T>> requests) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CREATING)) {
            for (Future<T> result : clients.invokeAll(requests)) {
                results.add(result.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("the payments could not be prepared", e);
        }
        return results;
    }

    private static String callback(
            LoadHttpClient http, WebhookReceiver receiver, String baseUrl, String secret, Invoice invoice)
            throws Exception {
        String eventId = "evt_" + UUID.randomUUID();
        Instant now = Instant.now();
        String body = String.format(Locale.ROOT, """
                {"event_id":"%s","type":"invoice.paid","invoice_id":"%s","external_id":"%s","status":"paid",\
                "version":100,"amount":"10.00","paid_amount":"10.00","currency":"RUB","occurred_at":"%s"}""", eventId, invoice.id(), invoice.paymentId(), now);
        String timestamp = String.valueOf(now.getEpochSecond());
        var headers = Map.of(
                "X-Paymoon-Event-Id", eventId,
                "X-Paymoon-Timestamp", timestamp,
                "X-Paymoon-Signature", "v1=" + hmac(secret, eventId + "." + timestamp + "." + body));
        int status = http.post(baseUrl + "/webhook/paymoon", headers, body).status();
        if (status != 200) {
            return String.valueOf(status);
        }
        receiver.success(invoice.paymentId()).get(30, TimeUnit.SECONDS);
        return EXPECTED;
    }

    private static String hmac(String secret, String content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
