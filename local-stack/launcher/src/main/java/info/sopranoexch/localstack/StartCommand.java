package info.sopranoexch.localstack;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        description = "Starts a dead process of the running stack before its next restart.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 200;

    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PROCESS", description = "as status shows it, such as kafka or payment-service")
    private String process = "";

    @Option(names = "--timeout", defaultValue = "120", description = "seconds to wait; default: ${DEFAULT-VALUE}")
    private long timeoutSeconds;

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = where.folder();
        if (!RunningStack.require(folder).processes().containsKey(process)) {
            throw new IllegalArgumentException("there is no process " + process + "; there are "
                    + String.join(", ", RunningStack.require(folder).processes().keySet()));
        }
        long deadline = System.nanoTime() + timeoutSeconds * 1_000_000_000;
        Optional<ProcessHandle> running = handle(folder);
        if (running.isPresent()) {
            out().println(process + " is up already, process " + running.get().pid());
            return 0;
        }
        while (running.isEmpty()) {
            if (System.nanoTime() > deadline) {
                err().println(process + " is not up after " + timeoutSeconds + " s; see ./soprano logs " + process);
                return 1;
            }
            StartRequests.send(folder, process);
            Thread.sleep(PAUSE_MILLIS);
            running = handle(folder);
        }
        out().println(process + " is up, process " + running.get().pid());
        return 0;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private Optional<ProcessHandle> handle(StackFolder folder) {
        return RunningStack.require(folder).processes().getOrDefault(process, Optional.empty());
    }
}
