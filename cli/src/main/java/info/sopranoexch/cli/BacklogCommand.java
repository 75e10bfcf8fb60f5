package info.sopranoexch.cli;

import info.sopranoexch.cli.deadletters.DeadLetterTable;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Also the second half of {@code ./soprano status}. */
@Command(
        name = "backlog",
        description = "Shows the lag of all consumer groups and counts dead letters.",
        mixinStandardHelpOptions = true)
public final class BacklogCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        print(kafka.connection(), Objects.requireNonNull(spec).commandLine().getOut());
        return 0;
    }

    public static void print(KafkaConnection kafka, PrintWriter out) {
        try {
            var groups = new Table(out, "%-40s %10s%n", List.of("consumer group", "lag"));
            ConsumerLag.byGroup(kafka).forEach(groups::row);
            groups.end("no consumer group has committed an offset yet");
            out.println();
            new DeadLetterTable(out, InstantSource.system()).printNonEmptyTopics(kafka);
        } catch (KafkaException | IllegalStateException e) {
            out.println("consumer lag and dead letters are unknown: " + ErrorText.of(e));
        }
    }
}
