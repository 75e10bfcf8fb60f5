package info.sopranoexch.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Compares response times of requests for another account's resources and for absent ones, alternating and with one client.
 * The ratio of two halves of the absent ones is the noise.
 */
final class TenancyTimingBenchmark {
    private static final int ROUNDS = 600;
    private static final int WARM_UP_ROUNDS = 300;
    private static final int PAYMENTS = 50;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    /** @param path with {@code %s} for the id */
    private record Operation(String name, String method, String path, boolean payment, String body) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("read a payment", "GET", "/payment/%s", true, ""),
            new Operation("its timeline", "GET", "/payment/%s/timeline", true, ""),
            new Operation("cancel it", "POST", "/payment/%s/cancel", true, "{}"),
            new Operation("refund it", "POST", "/payment/%s/refund", true, "{\"amount\":1}"),
            new Operation("read a merchant", "GET", "/merchant/%s", false, ""),
            new Operation("change it", "PATCH", "/merchant/%s", false, "{\"name\":\"mine\"}"),
            new Operation("rotate its secret", "POST", "/merchant/%s/webhook-secret/rotate", false, "{}"),
            new Operation("its counts", "GET", "/merchant/%s/webhook/counts", false, ""),
            new Operation(
                    "create for it",
                    "POST",
                    "/payment/create",
                    false,
                    "{\"merchant_id\":%s,\"amount\":1,\"currency\":\"RUB\"}"));

    private final LoadHttpClient http;
    private final Random random = new Random(1);
    private final String apiUrl;
    private final String adminKey;

    private TenancyTimingBenchmark(LoadHttpClient http, String apiUrl, String adminKey) {
        this.http = http;
        this.apiUrl = apiUrl;
        this.adminKey = adminKey;
    }

    /**
     * @return a table in Markdown
     * @throws IllegalStateException if any response is not 404
     */
    static List<String> measure(String apiUrl, String adminKey) throws IOException {
        try (var http = new LoadHttpClient(1)) {
            return new TenancyTimingBenchmark(http, apiUrl, adminKey).table();
        }
    }

    private List<String> table() throws IOException {
        String owner = LifeBenchmark.newKey(http, apiUrl, adminKey, "owner");
        String otherKey = LifeBenchmark.newKey(http, apiUrl, adminKey, "other");
        String merchant = String.valueOf(LifeBenchmark.newMerchant(http, apiUrl, owner, "http://127.0.0.1:9/"));
        String create = String.format(Locale.ROOT, OPERATIONS.getLast().body(), merchant);
        var payments = new ArrayList<String>();
        for (int i = 0; i < PAYMENTS; i++) {
            payments.add(http.post(apiUrl + "/payment/create", Map.of("X-API-Key", owner), create)
                    .field("\"payment_id\":\"([^\"]+)\""));
        }
        var rows = new ArrayList<String>();
        rows.add(
                "| request | foreign p50 ms | absent p50 ms | foreign p99 ms | absent p99 ms | p50, foreign : absent | noise |");
        rows.add("| --- | --- | --- | --- | --- | --- | --- |");
        for (Operation operation : OPERATIONS) {
            rows.add(row(operation, otherKey, merchant, payments));
        }
        return rows;
    }

    private String row(Operation operation, String key, String merchant, List<String> payments) throws IOException {
        var foreign = new Histogram(HIGHEST_MICROS, 3);
        var absent = List.of(new Histogram(HIGHEST_MICROS, 3), new Histogram(HIGHEST_MICROS, 3));
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            String foreignId = operation.payment() ? payments.get(Math.floorMod(round, payments.size())) : merchant;
            String absentId = operation.payment()
                    ? "pay_" + UUID.randomUUID().toString().replace("-", "")
                    : String.valueOf(1_000_000_000L + random.nextInt(1_000_000));
            boolean foreignFirst = random.nextBoolean();
            long first = time(operation, key, foreignFirst ? foreignId : absentId);
            long second = time(operation, key, foreignFirst ? absentId : foreignId);
            if (round >= 0) {
                foreign.recordValue(foreignFirst ? first : second);
                absent.get(round % 2).recordValue(foreignFirst ? second : first);
            }
        }
        double noise = (double) absent.getFirst().getValueAtPercentile(50)
                / absent.getLast().getValueAtPercentile(50);
        var all = absent.getFirst();
        all.add(absent.getLast());
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %.1f | %.3f | %.3f |",
                operation.name(),
                millis(foreign, 50),
                millis(all, 50),
                millis(foreign, 99),
                millis(all, 99),
                millis(foreign, 50) / millis(all, 50),
                noise);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    private long time(Operation operation, String key, String id) throws IOException {
        String path =
                operation.path().contains("%s") ? String.format(Locale.ROOT, operation.path(), id) : operation.path();
        String body =
                operation.body().contains("%s") ? String.format(Locale.ROOT, operation.body(), id) : operation.body();
        var headers = Map.of("X-API-Key", key);
        long start = System.nanoTime();
        LoadHttpClient.Response response = http.send(operation.method(), apiUrl + path, headers, body);
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        if (response.status() != 404) {
            throw new IllegalStateException(
                    operation.name() + " of " + id + ": " + response.status() + " " + response.body());
        }
        return Math.min(micros, HIGHEST_MICROS);
    }
}
