package info.sopranoexch.localstack;

import info.sopranoexch.localstack.deadletters.Cluster;
import info.sopranoexch.localstack.deadletters.ConsumerLag;
import info.sopranoexch.localstack.deadletters.DeadLetterTopic;
import info.sopranoexch.schemas.Topics;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
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
final class Status implements Callable<Integer> {
    private static final String PROCESS = "%-24s %6s %10s %9s  %s%n";
    private static final String GROUP = "%-40s %10s%n";
    private static final int DEADLINE_MILLIS = 5_000;

    @Mixin
    private Main.Where where = new Main.Where();

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
        backlog(stack, out);
        return isHealthy ? 0 : 1;
    }

    /** Returns whether all are up and healthy. */
    private static boolean processes(RunningStack stack, PrintWriter out) {
        out.printf(Locale.ROOT, PROCESS, "process", "port", "management", "id", "health");
        boolean isHealthy = true;
        for (Map.Entry<String, Optional<ProcessHandle>> each : stack.processes().entrySet()) {
            String name = each.getKey();
            Health health = each.getValue().isEmpty()
                    ? new Health(
                            false, "DEAD; ./soprano start " + name + " starts it, ./soprano logs " + name + " says why")
                    : Health.of(stack, name);
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

    private static void backlog(RunningStack stack, PrintWriter out) {
        var cluster =
                new Cluster(Map.of("bootstrap.servers", stack.get(RunningStack.BOOTSTRAP_SERVERS)), DEADLINE_MILLIS);
        try {
            Map<String, Long> lags = ConsumerLag.byGroup(cluster);
            if (lags.isEmpty()) {
                out.println("no consumer group has committed an offset yet");
            } else {
                out.printf(Locale.ROOT, GROUP, "consumer group", "lag");
            }
            lags.forEach((group, lag) -> out.printf(Locale.ROOT, GROUP, group, lag));
            out.println();
            deadLetters(cluster, out);
        } catch (KafkaException | IllegalStateException e) {
            out.println("consumer lag and dead letters are unknown: " + Failure.describe(e));
        }
    }

    private static void deadLetters(Cluster cluster, PrintWriter out) {
        var table = new DltTable(out, InstantSource.system());
        boolean isEmpty = true;
        for (String topic : Topics.ALL) {
            try (var letters = new DeadLetterTopic(cluster, topic)) {
                if (letters.isEmpty()) {
                    continue;
                }
                if (isEmpty) {
                    table.head();
                }
                isEmpty = false;
                table.summary(letters);
            }
        }
        out.println(isEmpty ? "no dead letters" : "./soprano dlt list TOPIC shows the records");
    }
}
