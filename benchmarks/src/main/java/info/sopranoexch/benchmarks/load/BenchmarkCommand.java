package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./soprano bench}. */
@Command(
        name = "bench",
        description = "Measures a separate stack: whole lives of payments, creates, and inserts of the database alone.",
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {
    private static final int CREATE_CLIENTS = 64;
    private static final int OPEN_RATE = 100;
    private static final int OPEN_LIMIT = 1_000;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** Runs with few and with many stored payments. */
    private static final int COMPARED_RUNS = 3;

    /** The stack counts as idle below this share of one processor. */
    private static final double IDLE_PROCESSOR_SHARE = 0.25;

    private static final long IDLE_INTERVAL_SECONDS = 2;
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(3);

    private interface Load {
        LoadResult run(LoadProfile profile) throws Exception;
    }

    /** A checkout whose stack is measured. */
    private record Subject(String name, LocalStack stack, LifeBenchmark payments, List<LoadResult> saturated) {
        double median(ToDoubleFunction<LoadResult> figure) {
            double[] sorted = saturated.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    @Option(names = "--home", description = "folder of the stack; default: .soprano/bench in the project")
    private @Nullable Path home;

    @Option(
            names = "--compare",
            description = "folder of another checkout that was built; measures both in turn and prints ratios")
    private @Nullable Path compare;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "of all measurements; use 3 or more with --compare; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "60", description = "seconds; default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "20", description = "of each measurement; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--clients",
            defaultValue = "256",
            description = "of lives at saturation, each with one life at a time; default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(
            names = "--stored",
            defaultValue = "0",
            description = "also compares creates with that many payments stored; 10000000 need some 10 GB")
    private long stored;

    @Option(
            names = "--soak",
            defaultValue = "0",
            description = "instead of all else: minutes of a mix of paid, declined, abandoned and refunded payments")
    private int soak;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "of --soak: payments a second; default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--expiry",
            defaultValue = "0",
            description = "of --soak: seconds until payments expire, more than 90; 0 for the gateway's default")
    private int expiry;

    @Option(names = "--tenancy", description = "also compares response times of foreign and absent payments")
    private boolean tenancy;

    private final Progress progress = new Progress(System.out);
    private final List<String> latencyRows = new ArrayList<>();
    private final List<String> processorRows = new ArrayList<>();
    private final List<String> conclusions = new ArrayList<>();
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
        try (LocalStack stack = start(root, folder);
                var payments = new LifeBenchmark(stack, OPEN_LIMIT)) {
            var subject = new Subject("", stack, payments, new ArrayList<>());
            Path other = compare;
            if (soak > 0) {
                var options = new SoakBenchmark.Options(rate, Duration.ofMinutes(soak), Duration.ofSeconds(expiry));
                return new SoakBenchmark(stack, payments, options, progress).run() ? 0 : 1;
            }
            if (other == null) {
                measure(List.of(subject));
                measureMore(subject);
            } else {
                Path otherFolder = folder.resolveSibling(folder.getFileName() + "-compared");
                try (LocalStack otherStack = start(other.toRealPath(), otherFolder);
                        var otherPayments = new LifeBenchmark(otherStack, OPEN_LIMIT)) {
                    var base = new Subject("base: ", otherStack, otherPayments, new ArrayList<>());
                    measure(List.of(base, subject));
                    conclude(base, subject);
                }
            }
        }
        System.out.println(
                "\nProcessors: " + Runtime.getRuntime().availableProcessors() + "\n\n" + LoadResult.latencyHeader());
        latencyRows.forEach(System.out::println);
        System.out.println("\nProcessor milliseconds each\n\n" + LoadResult.processorHeader());
        processorRows.forEach(System.out::println);
        System.out.println();
        conclusions.forEach(System.out::println);
        return complete ? 0 : 1;
    }

    private LocalStack start(Path root, Path folder) {
        return LocalStack.start(new LocalStack.Options(root, folder, true, true, 1), progress);
    }

    private void measure(List<Subject> subjects) throws Exception {
        Duration measured = Duration.ofSeconds(seconds);
        var saturation = new LoadProfile(0, clients, SETTLING, measured);
        var open = new LoadProfile(OPEN_RATE, OPEN_LIMIT, SETTLING, measured);
        var creates = new LoadProfile(0, CREATE_CLIENTS, SETTLING, measured);
        for (Subject subject : subjects) {
            progress.log(subject.name() + "warming up for " + warmUp + " s");
            var _ = subject.payments().lives(new LoadProfile(0, clients, Duration.ZERO, Duration.ofSeconds(warmUp)));
        }
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                LifeBenchmark payments = subject.payments();
                subject.saturated().add(one(subject, "lives", saturation, LifeBenchmark.COMPLETE, payments::lives));
                one(subject, "lives", open, LifeBenchmark.COMPLETE, payments::lives);
                one(subject, "creates", open, LifeBenchmark.CREATED, payments::creates);
                one(subject, "creates", creates, LifeBenchmark.CREATED, payments::creates);
            }
        }
    }

    private void conclude(Subject base, Subject subject) {
        ToDoubleFunction<LoadResult> lives = result -> result.perSecond(LifeBenchmark.COMPLETE);
        ToDoubleFunction<LoadResult> millis = result -> result.processorMillis(LifeBenchmark.COMPLETE);
        conclusions.add(String.format(
                Locale.ROOT,
                "medians of %d rounds: %.0f lives/s against %.0f (%.2f times); %.2f ms of processor time a life against"
                        + " %.2f (%.2f times)",
                rounds,
                subject.median(lives),
                base.median(lives),
                subject.median(lives) / base.median(lives),
                subject.median(millis),
                base.median(millis),
                subject.median(millis) / base.median(millis)));
    }

    private void measureMore(Subject subject) throws Exception {
        LocalStack stack = subject.stack();
        var inserts = new LoadProfile(0, CREATE_CLIENTS, Duration.ofSeconds(2), Duration.ofSeconds(5));
        awaitIdle(subject);
        conclusions.add(String.format(
                Locale.ROOT,
                "single-row inserts, a commit each, %d clients: %.0f/s",
                CREATE_CLIENTS,
                InsertBaseline.run(inserts, stack).perSecond(InsertBaseline.INSERTED)));
        if (stored > 0) {
            compareStored(subject);
        }
        if (tenancy) {
            progress.log("response times of foreign and absent payments");
            conclusions.addAll(TenancyTimingBenchmark.measure(stack.apiUrl(), stack.adminKey()));
        }
    }

    private void compareStored(Subject subject) throws Exception {
        String database = subject.stack().jdbcUrl("payment");
        var open = new LoadProfile(OPEN_RATE, OPEN_LIMIT, SETTLING, Duration.ofSeconds(seconds));
        var p99 = new ArrayList<Double>();
        for (long more : new long[] {0, stored}) {
            if (more > 0) {
                progress.log("storing " + more + " payments");
                StoredPayments.add(database, more);
                subject.stack().execute("payment", "CHECKPOINT");
            }
            String name = "creates, " + StoredPayments.count(database) + " stored";
            var each = new ArrayList<Double>();
            for (int i = 0; i < COMPARED_RUNS; i++) {
                each.add(one(subject, name, open, LifeBenchmark.CREATED, subject.payments()::creates)
                        .millis(LifeBenchmark.CREATE, 99));
            }
            p99.add(each.stream().sorted().toList().get(COMPARED_RUNS / 2));
        }
        conclusions.add(String.format(
                Locale.ROOT,
                "p99 of creates, medians of %d: %.1f ms, and %.1f ms with %d more payments stored: %.2f times",
                COMPARED_RUNS,
                p99.getFirst(),
                p99.getLast(),
                stored,
                p99.getLast() / p99.getFirst()));
    }

    private LoadResult one(Subject subject, String name, LoadProfile profile, String expected, Load load)
            throws Exception {
        awaitIdle(subject);
        cancelScheduledChecks(subject.stack());
        LoadResult result = load.run(profile);
        latencyRows.add(result.latencyRow(subject.name() + name, expected));
        processorRows.add(result.processorRow(subject.name() + name, expected));
        progress.log(latencyRows.getLast());
        awaitIdle(subject);
        boolean allRecorded = subject.payments().allRecorded();
        if (!allRecorded) {
            conclusions.add(subject.name() + name + ": not all webhooks were recorded as delivered");
        }
        complete &= result.allWere(expected) && allRecorded;
        return result;
    }

    private void cancelScheduledChecks(LocalStack stack) {
        try {
            StoredPayments.cancelChecks(stack.jdbcUrl("payment"));
        } catch (SQLException e) {
            progress.log("scheduled checks run during the measurement: " + e.getMessage());
        }
    }

    /** Waits until the processes have no work left. */
    private void awaitIdle(Subject subject) throws InterruptedException {
        long begin = System.nanoTime();
        long last = sum(ProcessorTime.of(subject.stack()).values());
        while (true) {
            TimeUnit.SECONDS.sleep(IDLE_INTERVAL_SECONDS);
            long now = sum(ProcessorTime.of(subject.stack()).values());
            if (now - last < IDLE_PROCESSOR_SHARE * TimeUnit.SECONDS.toMillis(IDLE_INTERVAL_SECONDS)) {
                return;
            }
            if (System.nanoTime() - begin > IDLE_LIMIT.toNanos()) {
                progress.log(subject.name() + "still busy after " + IDLE_LIMIT.toSeconds() + " s");
                return;
            }
            last = now;
        }
    }

    private static long sum(Collection<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).sum();
    }
}
