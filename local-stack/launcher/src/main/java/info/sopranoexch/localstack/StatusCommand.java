package info.sopranoexch.localstack;

import info.sopranoexch.cli.BacklogCommand;
import info.sopranoexch.cli.KafkaConnection;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description =
                "Shows processes, ports, health, consumer lag and dead letters; exits with 1 if a process is down or"
                        + " not healthy.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String PROCESS = "%-24s %6s %10s %9s  %s%n";
    private static final int DEADLINE_MILLIS = 5_000;

    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Optional<RunningStack> running = RunningStack.in(where.folder());
        if (running.isEmpty()) {
            out.println("nothing is up");
            return 1;
        }
        RunningStack stack = running.get();
        if (!stack.isUp()) {
            out.println("the stack is starting");
        }
        out.println("base URL  " + stack.get(RunningStack.API_URL));
        out.println("sandbox   " + stack.get(RunningStack.SANDBOX_URL));
        out.println("registry  " + stack.get(RunningStack.REGISTRY_URL));
        out.println();
        boolean isHealthy = processes(stack, out);
        out.println();
        var kafka = new KafkaConnection(
                Map.of("bootstrap.servers", stack.get(RunningStack.BOOTSTRAP_SERVERS)), DEADLINE_MILLIS);
        BacklogCommand.print(kafka, out);
        return isHealthy ? 0 : 1;
    }

    /** Returns whether all are up and healthy. */
    private static boolean processes(RunningStack stack, PrintWriter out) {
        out.printf(Locale.ROOT, PROCESS, "process", "port", "management", "id", "health");
        boolean isHealthy = true;
        for (Map.Entry<String, Optional<ProcessHandle>> each : stack.processes().entrySet()) {
            String name = each.getKey();
            ProcessHealth health = each.getValue().isEmpty()
                    ? new ProcessHealth(
                            false, "DEAD; ./soprano start " + name + " starts it, ./soprano logs " + name + " says why")
                    : ProcessHealth.of(stack, name);
            isHealthy &= health.isUp();
            out.printf(
                    Locale.ROOT,
                    PROCESS,
                    name,
                    stack.find(RunningStack.PORT + name).orElse(""),
                    stack.find(RunningStack.HEALTH + name)
                            .map(url -> String.valueOf(URI.create(url).getPort()))
                            .orElse(""),
                    each.getValue().map(ProcessHandle::pid).map(String::valueOf).orElse("-"),
                    health.text());
        }
        return isHealthy;
    }
}
