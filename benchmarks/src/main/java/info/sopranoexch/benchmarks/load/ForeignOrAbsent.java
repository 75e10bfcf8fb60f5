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
 * Asks for what another account owns and for what does not exist, in turn and by one client, and compares the times of the
 * answers. As many differences between two halves of the absent ones show what is noise.
 */
final class ForeignOrAbsent {
    private static final int ROUNDS = 600;
    private static final int WARM = 300;
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

    private final HttpJson http;
    private final Random random = new Random(1);
    private final String apiUrl;
    private final String adminKey;

    private ForeignOrAbsent(HttpJson http, String apiUrl, String adminKey) {
        this.http = http;
        this.apiUrl = apiUrl;
        this.adminKey = adminKey;
    }

    /**
     * @return a table in Markdown
     * @throws IllegalStateException when an answer was anything but the one for what is not there
     */
    static List<String> measure(String apiUrl, String adminKey) throws IOException {
        try (var http = new HttpJson(1)) {
            return new ForeignOrAbsent(http, apiUrl, adminKey).table();
        }
    }

    private List<String> table() throws IOException {
        String owner = Bench.newKey(http, apiUrl, adminKey, "owner");
        String stranger = Bench.newKey(http, apiUrl, adminKey, "stranger");
        String merchant = String.valueOf(Bench.newMerchant(http, apiUrl, owner, "http://127.0.0.1:9/"));
        String create = String.format(Locale.ROOT, OPERATIONS.getLast().body(), merchant);
        var payments = new ArrayList<String>();
        for (int i = 0; i < PAYMENTS; i++) {
            payments.add(http.post(apiUrl + "/payment/create", Map.of("X-API-Key", owner), create)
                    .field("\"payment_id\":\"([^\"]+)\""));
        }
        var rows = new ArrayList<String>();
        rows.add(
                "| asked for | foreign p50 ms | absent p50 ms | foreign p99 ms | absent p99 ms | p50, foreign : absent | noise |");
        rows.add("| --- | --- | --- | --- | --- | --- | --- |");
        for (Operation operation : OPERATIONS) {
            rows.add(row(operation, stranger, merchant, payments));
        }
        return rows;
    }

    private String row(Operation operation, String key, String merchant, List<String> payments) throws IOException {
        var foreign = new Histogram(HIGHEST_MICROS, 3);
        var absent = List.of(new Histogram(HIGHEST_MICROS, 3), new Histogram(HIGHEST_MICROS, 3));
        for (int round = -WARM; round < ROUNDS; round++) {
            String theirs = operation.payment() ? payments.get(Math.floorMod(round, payments.size())) : merchant;
            String nobodys = operation.payment()
                    ? "pay_" + UUID.randomUUID().toString().replace("-", "")
                    : String.valueOf(1_000_000_000L + random.nextInt(1_000_000));
            boolean theirsFirst = random.nextBoolean();
            long first = time(operation, key, theirsFirst ? theirs : nobodys);
            long second = time(operation, key, theirsFirst ? nobodys : theirs);
            if (round >= 0) {
                foreign.recordValue(theirsFirst ? first : second);
                absent.get(round % 2).recordValue(theirsFirst ? second : first);
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
        HttpJson.Answer answer = http.send(operation.method(), apiUrl + path, headers, body);
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        if (answer.status() != 404) {
            throw new IllegalStateException(
                    operation.name() + " of " + id + ": " + answer.status() + " " + answer.body());
        }
        return Math.min(micros, HIGHEST_MICROS);
    }
}
