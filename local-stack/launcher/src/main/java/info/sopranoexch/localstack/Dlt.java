package info.sopranoexch.localstack;

import info.sopranoexch.localstack.deadletters.Cluster;
import info.sopranoexch.localstack.deadletters.DeadLetterTopic;
import info.sopranoexch.localstack.deadletters.NewerRecords;
import info.sopranoexch.localstack.deadletters.Place;
import info.sopranoexch.localstack.deadletters.Replayer;
import info.sopranoexch.localstack.deadletters.SetAside;
import info.sopranoexch.localstack.deadletters.ValueText;
import info.sopranoexch.schemas.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
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

/** What the services have set aside, for operators. */
@Command(
        name = "dlt",
        description = "Lists, shows and replays the records that services have set aside.",
        mixinStandardHelpOptions = true)
final class Dlt {
    private static final int SKIPPED = 3;

    private final InstantSource clock = Clock.systemUTC();

    @Mixin
    private WhichCluster which = new WhichCluster();

    @Spec
    private @Nullable CommandSpec spec;

    @Command(description = "Counts what lies in each dead-letter topic; with a topic, lists its records.")
    int list(
            @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "with or without .dlt at its end") @Nullable
                    String topic) {
        Cluster cluster = which.cluster();
        var table = new DltTable(out(), clock);
        if (topic != null) {
            try (var letters = new DeadLetterTopic(cluster, topic)) {
                table.records(letters);
            }
            return 0;
        }
        table.head();
        for (String each : Topics.ALL) {
            try (var letters = new DeadLetterTopic(cluster, each)) {
                table.summary(letters);
            }
        }
        return 0;
    }

    @Command(description = "Shows one record: why it was set aside, its headers, and its value as far as it decodes.")
    int show(
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(paramLabel = "RECORD", description = "partition/offset, as list shows it") String record) {
        Cluster cluster = which.cluster();
        try (var letters = new DeadLetterTopic(cluster, topic);
                var values = new ValueText(cluster)) {
            SetAside found = letters.at(Place.parse(record))
                    .orElseThrow(() -> new IllegalArgumentException("no record " + record + " in " + letters.name()));
            new DltTable(out(), clock).record(letters, found, values);
        }
        return 0;
    }

    @Command(
            description = "Puts records back on the topic that they came from, with their own key, value and headers."
                    + " What was replayed before is skipped, as is a directory record that a newer one has replaced;"
                    + " the exit code is then 3.")
    int replay(
            @Parameters(paramLabel = "TOPIC") String topic,
            @Parameters(arity = "0..*", paramLabel = "RECORD", description = "partition/offset, as list shows it")
                    @Nullable
                    List<String> records,
            @Option(names = "--all", description = "all records of the topic") boolean all,
            @Option(names = "--reason", description = "all records with this reason, as list shows it") @Nullable
                    String reason,
            @Option(names = "--again", description = "also those that were replayed before") boolean again) {
        if (Stream.of(all, records != null, reason != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new IllegalArgumentException("name records, or --all, or --reason");
        }
        Set<Place> named =
                records == null ? Set.of() : records.stream().map(Place::parse).collect(Collectors.toSet());
        Set<Place> missing = new HashSet<>(named);
        Set<Place> skipped = new HashSet<>();
        Cluster cluster = which.cluster();
        try (var letters = new DeadLetterTopic(cluster, topic);
                var replayer = new Replayer(cluster, clock)) {
            var newer = new NewerRecords(cluster, letters.source());
            letters.forEach(record -> {
                Place place = record.place();
                missing.remove(place);
                if (!all && !named.contains(place) && !record.reason().equals(reason)) {
                    return;
                }
                if (record.replayedAt() != null && !again) {
                    out().println(place + " skipped: replayed already at " + record.replayedAt()
                            + "; --again repeats it");
                    skipped.add(place);
                    return;
                }
                if (newer.replaces(record)) {
                    out().println(place + " skipped: " + letters.source() + " has a newer record of " + record.key());
                    skipped.add(place);
                    return;
                }
                Place now = replayer.replay(letters.source(), record);
                out().println(place + " replayed to " + letters.source() + "/" + now);
            });
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("no record " + missing + " in " + letters.name());
            }
        }
        return skipped.isEmpty() ? 0 : SKIPPED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
