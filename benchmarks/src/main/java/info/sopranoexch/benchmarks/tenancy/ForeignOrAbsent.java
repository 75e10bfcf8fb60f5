package info.sopranoexch.benchmarks.tenancy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Asks for what another account owns and for what does not exist, in turn and by one client, and compares the times of the
 * answers. As many differences between two halves of the absent ones show what is noise.
 */
public final class ForeignOrAbsent {
    private static final int ROUNDS = 600;
    private static final int WARM = 300;
    private static final int PAYMENTS = 50;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final Pattern FIELD = Pattern.compile("\"(key|id|payment_id)\":\"?([A-Za-z0-9_-]+)");

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

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private final String apiUrl;
    private final String adminKey;

    private ForeignOrAbsent(String apiUrl, String adminKey) {
        this.apiUrl = apiUrl;
        this.adminKey = adminKey;
    }

    /**
     * @return a table in Markdown
     * @throws IllegalStateException when an answer was anything but the one for what is not there
     */
    public static List<String> measure(String apiUrl, String adminKey) throws IOException, InterruptedException {
        return new ForeignOrAbsent(apiUrl, adminKey).table();
    }

    private List<String> table() throws IOException, InterruptedException {
        String owner = newKey("owner");
        String stranger = newKey("stranger");
        String merchant = field(
                "id",
                call(
                        "POST",
                        "/merchant/create",
                        owner,
                        "{\"name\":\"foreign\",\"webhook_url\":\"http://127.0.0.1:9/\"}"));
        var payments = new ArrayList<String>();
        for (int i = 0; i < PAYMENTS; i++) {
            payments.add(field(
                    "payment_id",
                    call(
                            "POST",
                            "/payment/create",
                            owner,
                            OPERATIONS.getLast().body().formatted(merchant))));
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

    private String row(Operation operation, String key, String merchant, List<String> payments)
            throws IOException, InterruptedException {
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

    private long time(Operation operation, String key, String id) throws IOException, InterruptedException {
        String path = operation.path().contains("%s") ? operation.path().formatted(id) : operation.path();
        String body = operation.body().contains("%s") ? operation.body().formatted(id) : operation.body();
        HttpRequest request = request(operation.method(), path, "X-API-Key", key, body);
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        if (answer.statusCode() != 404) {
            throw new IllegalStateException(
                    operation.name() + " of " + id + ": " + answer.statusCode() + " " + answer.body());
        }
        return Math.min(micros, HIGHEST_MICROS);
    }

    private String newKey(String name) throws IOException, InterruptedException {
        HttpRequest request =
                request("POST", "/admin/api-keys", "X-Admin-Key", adminKey, "{\"name\":\"" + name + "\"}");
        return field("key", http.send(request, BodyHandlers.ofString()).body());
    }

    private String call(String method, String path, String key, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, "X-API-Key", key, body), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest request(String method, String path, String header, String key, String body) {
        return HttpRequest.newBuilder(URI.create(apiUrl + path))
                .header(header, key)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private static String field(String name, String json) {
        Matcher matcher = FIELD.matcher(json);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        throw new IllegalStateException("no " + name + " in " + json);
    }
}
