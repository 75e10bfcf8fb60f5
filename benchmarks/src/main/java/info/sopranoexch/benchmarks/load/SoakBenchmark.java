package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.Recorder;

/**
 * A sustained mix of payments: 60 % are paid after 20 to 90 s, 10 % declined, 25 % abandoned, and 5 % paid and refunded in two
 * parts. Paymoon loses 1 % of the callbacks. Logs ended payments, lateness and the size of the databases each minute.
 */
final class SoakBenchmark {
    /**
     * @param rate new payments a second
     * @param expiry of the payments; zero for the default of the gateway, which is longer than the run
     */
    record Options(double rate, Duration length, Duration expiry) {}

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration WEBHOOK_LIMIT = Duration.ofMinutes(15);

    private final LocalStack stack;
    private final LifeBenchmark payments;
    private final Options options;
    private final Progress progress;
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    /** Milliseconds by step. */
    private final Map<String, Recorder> delays = new ConcurrentHashMap<>();

    SoakBenchmark(LocalStack stack, LifeBenchmark payments, Options options, Progress progress) {
        this.stack = stack;
        this.payments = payments;
        this.options = options;
        this.progress = progress;
    }

    /** Returns whether every payment ended with the expected status. */
    boolean run() throws InterruptedException {
        long interval = Math.round(1e9 / options.rate());
        long begin = System.nanoTime();
        try (var lives = Executors.newVirtualThreadPerTaskExecutor();
                var reports = Executors.newSingleThreadScheduledExecutor()) {
            var _ = reports.scheduleAtFixedRate(
                    this::report, REPORT_INTERVAL.toSeconds(), REPORT_INTERVAL.toSeconds(), TimeUnit.SECONDS);
            for (long number = 0; number * interval < options.length().toNanos(); number++) {
                TimeUnit.NANOSECONDS.sleep(begin + number * interval - System.nanoTime());
                long current = number;
                lives.execute(() -> count(life(current)));
            }
            progress.log("no more payments; waiting for the last ones to end");
            lives.shutdown();
            lives.awaitTermination(WEBHOOK_LIMIT.toSeconds(), TimeUnit.SECONDS);
            reports.shutdownNow();
        }
        report();
        return outcomes.keySet().stream().noneMatch(outcome -> outcome.startsWith("not "));
    }

    private String life(long number) {
        var random = ThreadLocalRandom.current();
        int kind = random.nextInt(100);
        try {
            long start = System.nanoTime();
            LoadHttpClient.Response created = payments.create(number, options.expiry());
            if (created.status() != 201) {
                return "not created: " + created.status();
            }
            record("create", start);
            String paymentId = created.field("\"payment_id\":\"([^\"]+)\"");
            if (kind < 25) {
                return abandon(paymentId, created);
            }
            Thread.sleep(Duration.ofMillis(random.nextLong(20_000, 90_000)));
            boolean isLost = random.nextInt(100) == 0;
            pay(paymentId, kind < 35 ? "declined" : "paid", kind < 35 ? "failed" : "success", isLost);
            if (kind >= 95) {
                refund(paymentId, "3.00", "partially_refunded");
                refund(paymentId, "7.00", "refunded");
                return "refunded in parts";
            }
            return kind < 35 ? "declined" : "paid";
        } catch (TimeoutException e) {
            return "not ended in time";
        } catch (IllegalStateException e) {
            return "not ended: " + e.getMessage();
        } catch (Exception e) {
            return "not ended: " + e.getClass().getSimpleName();
        }
    }

    private String abandon(String paymentId, LoadHttpClient.Response created) throws Exception {
        if (options.expiry().isZero()) {
            return "abandoned";
        }
        payments.awaitWebhook(paymentId, "expired", options.expiry().plus(WEBHOOK_LIMIT));
        var expiresAt = Instant.parse(created.field("\"expires_at\":\"([^\"]+)\""));
        recordMillis("expiry, late", Duration.between(expiresAt, Instant.now()).toMillis());
        return "expired";
    }

    private void pay(String paymentId, String outcome, String status, boolean isLost) throws Exception {
        long start = System.nanoTime();
        String callbacks = isLost ? "none" : "normal";
        String body = "{\"outcome\":\"" + outcome + "\",\"callbacks\":\"" + callbacks + "\"}";
        expectSuccess(
                payments.post(stack.sandboxUrl() + "/control/invoices/by-external-id/" + paymentId + "/pay", body));
        payments.awaitWebhook(paymentId, status, WEBHOOK_LIMIT);
        record(isLost ? "webhook after lost callback" : "webhook after callback", start);
    }

    private void refund(String paymentId, String amount, String status) throws Exception {
        long start = System.nanoTime();
        String body = "{\"amount\":" + amount + "}";
        expectSuccess(payments.post(stack.apiUrl() + "/payment/" + paymentId + "/refund", body));
        payments.awaitWebhook(paymentId, status, WEBHOOK_LIMIT);
        record("webhook after refund", start);
    }

    private static void expectSuccess(LoadHttpClient.Response response) {
        if (response.status() / 100 != 2) {
            throw new IllegalStateException("status " + response.status());
        }
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    private void record(String step, long startNanos) {
        recordMillis(step, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    private void recordMillis(String step, long millis) {
        delays.computeIfAbsent(step, _ -> new Recorder(3)).recordValue(Math.max(0, millis));
    }

    private void report() {
        String p99 = new TreeMap<>(delays)
                .entrySet().stream()
                        .map(step -> {
                            var interval = step.getValue().getIntervalHistogram();
                            return String.format(
                                    Locale.ROOT,
                                    "%s %d (%d)",
                                    step.getKey(),
                                    interval.getValueAtPercentile(99),
                                    interval.getTotalCount());
                        })
                        .collect(Collectors.joining(", "));
        try {
            progress.log(String.format(
                    Locale.ROOT,
                    "ended %s; p99 ms (and number) of the last minute: %s; databases: payment %d MB, webhook %d MB",
                    new TreeMap<>(outcomes),
                    p99,
                    megabytes("payment"),
                    megabytes("webhook")));
        } catch (SQLException e) {
            progress.log("the databases do not respond: " + e.getMessage());
        }
    }

    private long megabytes(String database) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_database_size(current_database()) / 1000000")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
