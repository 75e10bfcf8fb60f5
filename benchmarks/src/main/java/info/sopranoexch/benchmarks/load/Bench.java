package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
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
        description =
                "Measures a stack of its own: creates, callbacks to webhooks, and what the database alone can do.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    /** Creates a second that Kill Bill made on a machine of this size. */
    private static final double KILL_BILL = 255;

    private static final int CLIENTS = 64;
    private static final int OPEN_RATE = 100;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** Payments a second that go the whole way, from create to the webhook of success. */
    private static final int WARM_RATE = 250;

    private static final int WARM_UPS = 2;
    /** Measurements with few payments stored, and as many with many. */
    private static final int COMPARED = 3;

    /** Of one processor: below it nothing is left to be done. */
    private static final double QUIET = 0.25;

    private static final Duration LONGEST_QUIETING = Duration.ofMinutes(3);

    private interface Load {
        LoadResult run(LoadPlan plan) throws Exception;
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
    private final List<String> answerTimes = new ArrayList<>();
    private boolean complete = true;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path root = ProjectRoot.find();
        Path given = home;
        Path folder = given == null ? SopranoFolder.of(root).resolve("bench") : given.toAbsolutePath();
        var progress = new Progress(System.out);
        try (LocalStack stack = LocalStack.start(new LocalStack.Options(root, folder, true, true, 1), progress);
                var sink = new WebhookSink()) {
            measure(stack, sink, progress);
        }
        System.out.println(
                "\nProcessors: " + Runtime.getRuntime().availableProcessors() + "\n\n" + LoadResult.header());
        rows.forEach(System.out::println);
        System.out.println();
        answerTimes.forEach(System.out::println);
        return complete ? 0 : 1;
    }

    private void measure(LocalStack stack, WebhookSink sink, Progress progress) throws Exception {
        String key;
        long merchant;
        try (var http = new HttpJson(1)) {
            key = newKey(http, stack.apiUrl(), stack.adminKey(), "bench");
            merchant = newMerchant(http, stack.apiUrl(), key, sink.url());
        }
        Duration measured = Duration.ofSeconds(seconds);
        var inserts = new LoadPlan(0, CLIENTS, Duration.ofSeconds(2), Duration.ofSeconds(5));
        double before = SingleRowInserts.run(inserts, stack.jdbcUrl("payment")).perSecond();
        Load create = plan -> CreatePayments.run(plan, stack.apiUrl(), key, merchant);
        Load callback = plan ->
                CallbackToWebhook.run(plan, stack.apiUrl(), key, stack.paymoonSecret(), () -> quiet(stack, progress));
        var warm = new LoadPlan(WARM_RATE, CallbackToWebhook.IN_FLIGHT, Duration.ZERO, Duration.ofSeconds(warmUp));
        for (int i = 1; i <= WARM_UPS; i++) {
            progress.say("warming up, " + i + " of " + WARM_UPS);
            progress.say(callback.run(warm).outcomes() + " while warming up");
        }
        var open = new LoadPlan(OPEN_RATE, CallbackToWebhook.IN_FLIGHT, SETTLING, measured);
        one(stack, progress, "callback to webhook", open, CallbackToWebhook.WANTED, callback);
        one(stack, progress, "create", open, CreatePayments.CREATED, create);
        var closed = new LoadPlan(0, CLIENTS, SETTLING, measured);
        LoadResult flatOut = one(stack, progress, "create", closed, CreatePayments.CREATED, create);
        quiet(stack, progress);

        double after = SingleRowInserts.run(inserts, stack.jdbcUrl("payment")).perSecond();
        progress.say(String.format(
                Locale.ROOT,
                "single-row inserts, a commit each, %d clients: %.0f/s before, %.0f/s after; create is %.2f of it, and %.1f"
                        + " times Kill Bill's %.0f/s",
                CLIENTS,
                before,
                after,
                flatOut.perSecond() / ((before + after) / 2),
                flatOut.perSecond() / KILL_BILL,
                KILL_BILL));
        if (stored > 0) {
            compareStored(stack, progress, open, create);
        }
        progress.say("what is foreign and what is absent");
        answerTimes.addAll(ForeignOrAbsent.measure(stack.apiUrl(), stack.adminKey()));
    }

    private void compareStored(LocalStack stack, Progress progress, LoadPlan open, Load create) throws Exception {
        String database = stack.jdbcUrl("payment");
        var p99 = new ArrayList<Double>();
        for (long more : new long[] {0, stored}) {
            if (more > 0) {
                progress.say("storing " + more + " payments");
                StoredPayments.add(database, more);
                stack.execute("payment", "CHECKPOINT");
            }
            String name = "create, " + StoredPayments.count(database) + " stored";
            var each = new ArrayList<Double>();
            for (int i = 0; i < COMPARED; i++) {
                each.add(one(stack, progress, name, open, CreatePayments.CREATED, create)
                        .millis(99));
            }
            p99.add(each.stream().sorted().toList().get(COMPARED / 2));
        }
        progress.say(String.format(
                Locale.ROOT,
                "p99 of creates, medians of %d: %.1f ms, and %.1f ms with %d more payments stored: %.2f times",
                COMPARED,
                p99.getFirst(),
                p99.getLast(),
                stored,
                p99.getLast() / p99.getFirst()));
    }

    private LoadResult one(LocalStack stack, Progress progress, String name, LoadPlan plan, String wanted, Load load)
            throws Exception {
        quiet(stack, progress);
        StoredPayments.settle(stack.jdbcUrl("payment"));
        Map<String, Long> start = ProcessorTime.of(stack);
        long begin = System.nanoTime();
        LoadResult result = load.run(plan);
        Map<String, Long> end = ProcessorTime.of(stack);
        double share = plan.warmup().plus(plan.measured()).toNanos()
                / (double) plan.measured().toNanos();
        double requests = Math.max(1, result.latencies().getTotalCount() * share);
        rows.add(result.row(name));
        progress.say(String.format(
                Locale.ROOT,
                "%s, %.0f s: processor milliseconds each, about: %s",
                name,
                (System.nanoTime() - begin) / 1e9,
                each(start, end, requests)));
        complete &= result.allWere(wanted);
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

    /** Waits until what was accepted is worked off. */
    private static void quiet(LocalStack stack, Progress progress) throws InterruptedException {
        long begin = System.nanoTime();
        long last = sum(ProcessorTime.of(stack));
        while (true) {
            TimeUnit.SECONDS.sleep(2);
            long now = sum(ProcessorTime.of(stack));
            boolean late = System.nanoTime() - begin > LONGEST_QUIETING.toNanos();
            if (now - last < QUIET * 2_000 || late) {
                progress.say((late ? "still busy" : "quiet") + " after "
                        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + " s");
                return;
            }
            last = now;
        }
    }

    private static long sum(Map<String, Long> millis) {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }

    static String newKey(HttpJson http, String apiUrl, String adminKey, String name) throws IOException {
        return http.post(apiUrl + "/admin/api-keys", Map.of("X-Admin-Key", adminKey), "{\"name\":\"" + name + "\"}")
                .field("\"key\":\"([^\"]+)\"");
    }

    static long newMerchant(HttpJson http, String apiUrl, String key, String webhookUrl) throws IOException {
        String merchant = String.format(Locale.ROOT, "{\"name\":\"bench\",\"webhook_url\":\"%s\"}", webhookUrl);
        return Long.parseLong(http.post(apiUrl + "/merchant/create", Map.of("X-API-Key", key), merchant)
                .field("\"id\":(\\d+)"));
    }
}
