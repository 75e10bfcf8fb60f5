package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.KafkaConnection;
import info.sopranoexch.cli.KafkaOptions;
import info.sopranoexch.schemas.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code dlt}. */
@Command(name = "dlt", description = "Lists, shows and replays dead letters.", mixinStandardHelpOptions = true)
public final class DeadLettersCommand {
    private static final int SOME_SKIPPED = 3;

    private final InstantSource clock = Clock.systemUTC();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Command(description = "Counts the records of all dead-letter topics, or lists the records of one topic.")
    int list(
            @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "with or without the suffix .dlt") @Nullable
                    String topic) {
        KafkaConnection connection = kafka.connection();
        var table = new DeadLetterTable(out(), clock);
        if (topic != null) {
            try (var deadLetters = new DeadLetterTopic(connection, topic)) {
                table.printRecords(deadLetters);
            }
            return 0;
        }
        for (String each : Topics.ALL) {
            try (var deadLetters = new DeadLetterTopic(connection, each)) {
                table.printTopic(deadLetters);
            }
        }
        return 0;
    }

    @Command(description = "Shows the failure, the headers and the decoded value of a record.")
    int show(
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(paramLabel = "RECORD", description = "partition/offset, as list shows it") String position) {
        KafkaConnection connection = kafka.connection();
        try (var deadLetters = new DeadLetterTopic(connection, topic);
                var values = new RecordValueFormat(connection)) {
            DeadLetterRecord record = deadLetters
                    .find(RecordPosition.parse(position))
                    .orElseThrow(
                            () -> new IllegalArgumentException("no record " + position + " in " + deadLetters.name()));
            new DeadLetterTable(out(), clock).printRecord(deadLetters, record, values);
        }
        return 0;
    }

    @Command(
            description = "Publishes records to their source topic with their own key, value and headers. Skips records"
                    + " that were replayed before, and directory records that a newer one replaced; the exit code is then"
                    + " 3.")
    int replay(
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(arity = "0..*", paramLabel = "RECORD", description = "partition/offset, as list shows it")
                    @Nullable
                    List<String> records,
            @Option(names = "--all", description = "all records of the topic") boolean all,
            @Option(names = "--reason", description = "all records with this reason, as list shows it") @Nullable
                    String reason,
            @Option(names = "--again", description = "also records that were replayed before") boolean again) {
        if (Stream.of(all, records != null, reason != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new IllegalArgumentException("name records, or --all, or --reason");
        }
        Set<RecordPosition> named = records == null
                ? Set.of()
                : records.stream().map(RecordPosition::parse).collect(Collectors.toSet());
        Set<RecordPosition> missing = new HashSet<>(named);
        Set<RecordPosition> skipped = new HashSet<>();
        KafkaConnection connection = kafka.connection();
        try (var deadLetters = new DeadLetterTopic(connection, topic);
                var replayer = new DeadLetterReplayer(connection, clock)) {
            String source = deadLetters.source();
            Map<String, Long> newestOffsets = deadLetters.newestSourceOffsets();
            deadLetters.forEach(record -> {
                RecordPosition position = record.position();
                missing.remove(position);
                if (!all && !named.contains(position) && !record.reason().equals(reason)) {
                    return;
                }
                if (record.replayedAt() != null && !again) {
                    out().println(position + " skipped: replayed already at " + record.replayedAt()
                            + "; --again repeats it");
                    skipped.add(position);
                } else if (newestOffsets.getOrDefault(record.key(), -1L) > record.sourceOffset()) {
                    out().println(position + " skipped: " + source + " has a newer record of " + record.key());
                    skipped.add(position);
                } else {
                    RecordPosition replayed = replayer.replay(source, record);
                    out().println(position + " replayed to " + source + "/" + replayed);
                }
            });
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("no record " + missing + " in " + deadLetters.name());
            }
        }
        return skipped.isEmpty() ? 0 : SOME_SKIPPED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
