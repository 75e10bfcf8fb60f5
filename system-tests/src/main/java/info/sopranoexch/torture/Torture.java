package info.sopranoexch.torture;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
import info.sopranoexch.torture.check.PlantedFault.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./soprano torture}. Ends with 1 when a rule is broken or the checker does not bite. */
@Command(
        name = "torture",
        description =
                "Runs load on a stack of its own while processes are killed, stopped and restarted, and proves the"
                        + " invariants from what clients saw.",
        mixinStandardHelpOptions = true)
public final class Torture implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "5", description = "of load and faults; default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--seed", description = "of an earlier run, for the same faults again; default: a new one")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            defaultValue = "5",
            description = "payments that begin in a second; default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--home", description = "folder of the stack; default: .soprano/torture in the project")
    private @Nullable Path home;

    private Torture() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Torture()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path root = ProjectRoot.find();
        Path given = home;
        Path folder = given == null ? SopranoFolder.of(root).resolve("torture") : given.toAbsolutePath();
        Long wanted = seed;
        FaultRunSettings usual = FaultRunSettings.of(
                wanted == null ? System.currentTimeMillis() % 1_000_000 : wanted,
                Duration.ofMillis(Math.round(minutes * 60_000)));
        var settings = new FaultRunSettings(usual.seed(), usual.length(), usual.gap(), rate, usual.patience());
        var progress = new Progress(System.out);
        FaultRunResult result;
        try (LocalStack stack = LocalStack.start(new LocalStack.Options(root, folder, true, true, 2), progress)) {
            result = new FaultRun(stack, settings, progress::say).run();
        }
        System.out.println(Report.of(result));
        boolean proven = result.verdict().holds() && !result.bites().containsValue(Outcome.MISSED);
        System.out.println(
                proven
                        ? "all invariants hold"
                        : "NOT PROVEN; the same faults again: ./soprano torture --minutes %s --seed %d"
                                .formatted(minutes, settings.seed()));
        return proven ? 0 : 1;
    }
}
