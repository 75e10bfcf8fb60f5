package info.sopranoexch.faults;

import info.sopranoexch.faults.invariants.PlantedFault.Detection;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./soprano faults}. The exit code is 1 if an invariant is violated or the check misses a planted fault. */
@Command(
        name = "faults",
        description = "Runs traffic on a separate stack, kills, pauses and restarts its processes, and checks the"
                + " invariants from the responses, webhooks and events that clients receive.",
        mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
    private static final Duration SETTLING_TIMEOUT_WITH_DEFECTS = Duration.ofSeconds(30);

    @Option(
            names = "--minutes",
            defaultValue = FaultRunProperties.DEFAULT_MINUTES,
            description = "of traffic and faults; default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--seed", description = "of an earlier run, to repeat its faults; default: a new one")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            defaultValue = FaultRunProperties.DEFAULT_PAYMENTS_PER_SECOND,
            description = "new payments a second; default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--home", description = "folder of the stack; default: .soprano/faults in the project")
    private @Nullable Path home;

    @Option(
            names = "--defects",
            description = "first adds defects to the services by database triggers (lost events, double refunds,"
                    + " reordered webhooks), and fails unless the check finds each of them")
    private boolean defects;

    private FaultsCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path root = ProjectRoot.find();
        Path given = home;
        Path folder = given == null ? ProjectRoot.sopranoFolder(root).resolve("faults") : given.toAbsolutePath();
        var progress = new Progress(System.out);
        FaultRunResult result;
        try (LocalStack stack = LocalStack.start(new LocalStack.Options(root, folder, true, true, 2), progress)) {
            if (defects) {
                Stream.of(ServiceDefect.values()).forEach(defect -> defect.addTo(stack));
            }
            result = new FaultRun(stack, properties(), progress::log).run();
        }
        System.out.println(FaultRunReport.of(result));
        return defects ? expectDefects(result) : expectInvariants(result);
    }

    private FaultRunProperties properties() {
        Long given = seed;
        FaultRunProperties defaults = FaultRunProperties.of(
                given == null ? System.currentTimeMillis() % 1_000_000 : given,
                Duration.ofMillis(Math.round(minutes * 60_000)));
        return defaults.with(rate, defects ? SETTLING_TIMEOUT_WITH_DEFECTS : defaults.settlingTimeout());
    }

    private int expectInvariants(FaultRunResult result) {
        boolean proven = result.check().holds() && !result.plantFaults().containsValue(Detection.MISSED);
        System.out.println(
                proven
                        ? "all invariants hold"
                        : String.format(
                                Locale.ROOT,
                                "FAILED; repeat with ./soprano faults --minutes %s --seed %d",
                                minutes,
                                result.properties().seed()));
        return proven ? 0 : 1;
    }

    private static int expectDefects(FaultRunResult result) {
        List<ServiceDefect> missed = Stream.of(ServiceDefect.values())
                .filter(defect -> !result.check().isViolated(defect.invariant))
                .toList();
        System.out.println(missed.isEmpty() ? "all defects were found" : "FAILED; not found: " + missed);
        return missed.isEmpty() ? 0 : 1;
    }
}
