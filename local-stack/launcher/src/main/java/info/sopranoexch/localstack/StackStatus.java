package info.sopranoexch.localstack;

import info.sopranoexch.cli.BacklogCommand;
import info.sopranoexch.cli.KafkaConnection;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints the state of a running stack for its developers. */
final class StackStatus {
    private static final String PROCESS = "%-24s %6s %10s %9s  %s%n";
    private static final int DEADLINE_MILLIS = 5_000;

    private StackStatus() {}

    /** Returns whether all processes are up and healthy. */
    static boolean print(RunningStack stack, PrintWriter out) {
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
        return isHealthy;
    }

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
