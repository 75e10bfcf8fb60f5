package info.sopranoexch.faults;

import info.sopranoexch.faults.invariants.PlantedFault.Outcome;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
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

/** {@code ./soprano faults}. Ends with 1 when a rule is broken or the checker does not bite. */
@Command(
        name = "faults",
        description =
                "Runs load on a stack of its own while processes are killed, stopped and restarted, and proves the"
                        + " invariants from what clients saw.",
        mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "5", description = "of load and faults; default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--seed", description = "of an earlier run, for the same faults again; default: a new one")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            defaultValue = "5",
            description = "payments that begin in a second; default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--home", description = "folder of the stack; default: .soprano/faults in the project")
    private @Nullable Path home;

    @Option(
            names = "--sabotage",
            description =
                    "breaks the services first, by triggers in their databases, and expects the check to find each of"
                            + " them: rows of the outbox lost, refunds doubled, webhooks out of order")
    private boolean sabotage;

    private FaultsCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path root = ProjectRoot.find();
        Path given = home;
        Path folder = given == null ? SopranoFolder.of(root).resolve("faults") : given.toAbsolutePath();
        var progress = new Progress(System.out);
        FaultRunResult result;
        try (LocalStack stack = LocalStack.start(new LocalStack.Options(root, folder, true, true, 2), progress)) {
            if (sabotage) {
                Stream.of(ServiceDefect.values()).forEach(one -> one.commit(stack));
            }
            result = new FaultRun(stack, settings(), progress::say).run();
        }
        System.out.println(FaultRunReport.of(result));
        return sabotage ? found(result) : proven(result);
    }

    private FaultRunProperties settings() {
        Long wanted = seed;
        FaultRunProperties usual = FaultRunProperties.of(
                wanted == null ? System.currentTimeMillis() % 1_000_000 : wanted,
                Duration.ofMillis(Math.round(minutes * 60_000)));
        // What is broken stays so; nothing is gained by waiting for it.
        Duration patience = sabotage ? Duration.ofSeconds(30) : usual.patience();
        return new FaultRunProperties(usual.seed(), usual.length(), usual.gap(), rate, patience);
    }

    private int proven(FaultRunResult result) {
        boolean proven = result.verdict().holds() && !result.bites().containsValue(Outcome.MISSED);
        System.out.println(
                proven
                        ? "all invariants hold"
                        : String.format(
                                Locale.ROOT,
                                "NOT PROVEN; the same faults again: ./soprano faults --minutes %s --seed %d",
                                minutes,
                                result.settings().seed()));
        return proven ? 0 : 1;
    }

    private static int found(FaultRunResult result) {
        List<ServiceDefect> missed = Stream.of(ServiceDefect.values())
                .filter(one -> !one.isFoundBy(result.verdict()))
                .toList();
        System.out.println(missed.isEmpty() ? "all sabotage was found" : "NOT FOUND: " + missed);
        return missed.isEmpty() ? 0 : 1;
    }
}
