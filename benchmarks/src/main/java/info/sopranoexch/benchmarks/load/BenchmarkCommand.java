package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./soprano bench}. */
@Command(
        name = "bench",
        description = "Measures a separate stack: creates, callbacks to webhooks, and inserts of the database alone.",
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {
    /** Creates per second of Kill Bill on a machine of this size. */
    private static final double KILL_BILL = 255;

    private static final int CLIENTS = 64;
    private static final int OPEN_RATE = 100;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** Payments per second of the warm-up, from create to the webhook of success. */
    private static final int WARM_RATE = 250;

    private static final int WARM_UPS = 2;
    /** Runs with few and with many stored payments. */
    private static final int COMPARED_RUNS = 3;

    /** The stack counts as idle below this share of one processor. */
    private static final double IDLE_PROCESSOR_SHARE = 0.25;

    private static final Duration LONGEST_IDLE_PROCESSOR_SHAREING = Duration.ofMinutes(3);

    private interface Load {
        LoadResult run(LoadProfile profile) throws Exception;
    }

    @Option(names = "--home", description = "folder of the stack; default: .soprano/bench in the project")
    private @Nullable Path home;

    @Option(
            names = "--warm-up",
            defaultValue = "100",
            description = "seconds of each of two warm-ups; default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "20", description = "of each measurement; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--stored",
            defaultValue = "0",
            description = "also compares creates with that many payments stored; 10000000 need some 10 GB")
    private long stored;

    private final List<String> rows = new ArrayList<>();
    private final List<String> responseTimes = new ArrayList<>();
    private boolean complete = true;

    private BenchmarkCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchmarkCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path root = ProjectRoot.find();
        Path given = home;
        Path folder = given == null ? ProjectRoot.sopranoFolder(root).resolve("bench") : given.toAbsolutePath();
        var progress = new Progress(System.out);
        try (LocalStack stack = LocalStack.start(new LocalStack.Options(root, folder, true, true, 1), progress);
                var receiver = new WebhookReceiver()) {
            measure(stack, receiver, progress);
        }
        System.out.println(
                "\nProcessors: " + Runtime.getRuntime().availableProcessors() + "\n\n" + LoadResult.header());
        rows.forEach(System.out::println);
        System.out.println();
        responseTimes.forEach(System.out::println);
        return complete ? 0 : 1;
    }

    private void measure(LocalStack stack, WebhookReceiver receiver, Progress progress) throws Exception {
        String key;
        long merchant;
        try (var http = new LoadHttpClient(1)) {
            key = newKey(http, stack.apiUrl(), stack.adminKey(), "bench");
            merchant = newMerchant(http, stack.apiUrl(), key, receiver.url());
        }
        Duration measured = Duration.ofSeconds(seconds);
        var inserts = new LoadProfile(0, CLIENTS, Duration.ofSeconds(2), Duration.ofSeconds(5));
        double before = InsertBaseline.run(inserts, stack.jdbcUrl("payment")).perSecond();
        Load create = profile -> CreatePaymentBenchmark.run(profile, stack.apiUrl(), key, merchant);
        Load callback = profile -> CallbackToWebhookBenchmark.run(
                profile, stack.apiUrl(), key, stack.paymoonSecret(), () -> awaitIdle(stack, progress));
        var warm = new LoadProfile(
                WARM_RATE, CallbackToWebhookBenchmark.IN_FLIGHT, Duration.ZERO, Duration.ofSeconds(warmUp));
        for (int i = 1; i <= WARM_UPS; i++) {
            progress.log("warming up, " + i + " of " + WARM_UPS);
            progress.log(callback.run(warm).outcomes() + " while warming up");
        }
        var open = new LoadProfile(OPEN_RATE, CallbackToWebhookBenchmark.IN_FLIGHT, SETTLING, measured);
        one(stack, progress, "callback to webhook", open, CallbackToWebhookBenchmark.EXPECTED, callback);
        one(stack, progress, "create", open, CreatePaymentBenchmark.CREATED, create);
        var closed = new LoadProfile(0, CLIENTS, SETTLING, measured);
        LoadResult closedResult = one(stack, progress, "create", closed, CreatePaymentBenchmark.CREATED, create);
        awaitIdle(stack, progress);

        double after = InsertBaseline.run(inserts, stack.jdbcUrl("payment")).perSecond();
        progress.log(String.format(
                Locale.ROOT,
                "single-row inserts, a commit each, %d clients: %.0f/s before, %.0f/s after; create is %.2f of it, and %.1f"
                        + " times Kill Bill's %.0f/s",
                CLIENTS,
                before,
                after,
                closedResult.perSecond() / ((before + after) / 2),
                closedResult.perSecond() / KILL_BILL,
                KILL_BILL));
        if (stored > 0) {
            compareStored(stack, progress, open, create);
        }
        progress.log("response times of foreign and absent payments");
        responseTimes.addAll(TenancyTimingBenchmark.measure(stack.apiUrl(), stack.adminKey()));
    }

    private void compareStored(LocalStack stack, Progress progress, LoadProfile open, Load create) throws Exception {
        String database = stack.jdbcUrl("payment");
        var p99 = new ArrayList<Double>();
        for (long more : new long[] {0, stored}) {
            if (more > 0) {
                progress.log("storing " + more + " payments");
                StoredPayments.add(database, more);
                stack.execute("payment", "CHECKPOINT");
            }
            String name = "create, " + StoredPayments.count(database) + " stored";
            var each = new ArrayList<Double>();
            for (int i = 0; i < COMPARED_RUNS; i++) {
                each.add(one(stack, progress, name, open, CreatePaymentBenchmark.CREATED, create)
                        .millis(99));
            }
            p99.add(each.stream().sorted().toList().get(COMPARED_RUNS / 2));
        }
        progress.log(String.format(
                Locale.ROOT,
                "p99 of creates, medians of %d: %.1f ms, and %.1f ms with %d more payments stored: %.2f times",
                COMPARED_RUNS,
                p99.getFirst(),
                p99.getLast(),
                stored,
                p99.getLast() / p99.getFirst()));
    }

    private LoadResult one(
            LocalStack stack, Progress progress, String name, LoadProfile profile, String expected, Load load)
            throws Exception {
        awaitIdle(stack, progress);
        StoredPayments.settle(stack.jdbcUrl("payment"));
        Map<String, Long> start = ProcessorTime.of(stack);
        long begin = System.nanoTime();
        LoadResult result = load.run(profile);
        Map<String, Long> end = ProcessorTime.of(stack);
        double share = profile.warmup().plus(profile.measured()).toNanos()
                / (double) profile.measured().toNanos();
        double requests = Math.max(1, result.latencies().getTotalCount() * share);
        rows.add(result.row(name));
        progress.log(String.format(
                Locale.ROOT,
                "%s, %.0f s: processor milliseconds each, about: %s",
                name,
                (System.nanoTime() - begin) / 1e9,
                each(start, end, requests)));
        complete &= result.allWere(expected);
        return result;
    }

    private static String each(Map<String, Long> start, Map<String, Long> end, double requests) {
        return end.entrySet().stream()
                        .map(member -> String.format(
                                Locale.ROOT,
                                "%s %.2f",
                                member.getKey(),
                                (member.getValue() - start.getOrDefault(member.getKey(), 0L)) / requests))
                        .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, ", all %.2f", (sum(end) - sum(start)) / requests);
    }

    /** Waits until the processes have no work left. */
    private static void awaitIdle(LocalStack stack, Progress progress) throws InterruptedException {
        long begin = System.nanoTime();
        long last = sum(ProcessorTime.of(stack));
        while (true) {
            TimeUnit.SECONDS.sleep(2);
            long now = sum(ProcessorTime.of(stack));
            boolean late = System.nanoTime() - begin > LONGEST_IDLE_PROCESSOR_SHAREING.toNanos();
            if (now - last < IDLE_PROCESSOR_SHARE * 2_000 || late) {
                progress.log((late ? "still busy" : "idle") + " after "
                        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + " s");
                return;
            }
            last = now;
        }
    }

    private static long sum(Map<String, Long> millis) {
        return millis.values().stream().mapToLong(Long::longValue).sum();
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
}
