package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.ErrorText;
import info.sopranoexch.cli.KafkaConnection;
import info.sopranoexch.cli.Table;
import info.sopranoexch.schemas.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints dead-letter topics and their records. */
public final class DeadLetterTable {
    private static final int MAX_DETAIL_LENGTH = 120;

    private final PrintWriter out;
    private final InstantSource clock;
    private final Table topics;

    public DeadLetterTable(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.topics = new Table(
                out,
                "%-30s %8s %9s %9s %9s  %s%n",
                List.of("topic", "waiting", "replayed", "oldest", "newest", "reasons of waiting records"));
    }

    /** Prints one line for each topic with dead letters. */
    public void printNonEmptyTopics(KafkaConnection kafka) {
        boolean isEmpty = true;
        for (String topic : Topics.ALL) {
            try (var deadLetters = new DeadLetterTopic(kafka, topic)) {
                if (!deadLetters.isEmpty()) {
                    isEmpty = false;
                    printTopic(deadLetters);
                }
            }
        }
        out.println(isEmpty ? "no dead letters" : "./soprano dlt list TOPIC shows the records");
    }

    /** Counts the records of a topic. The ages are those of records that were not replayed. */
    void printTopic(DeadLetterTopic topic) {
        Map<String, Integer> reasons = new TreeMap<>();
        var counts = new Object() {
            int replayed;
            Instant oldest = Instant.MAX;
            Instant newest = Instant.MIN;
        };
        topic.forEach(record -> {
            if (record.replayedAt() != null) {
                counts.replayed++;
                return;
            }
            reasons.merge(record.reason(), 1, Integer::sum);
            Instant at = record.deadLetteredAt();
            counts.oldest = at.isBefore(counts.oldest) ? at : counts.oldest;
            counts.newest = at.isAfter(counts.newest) ? at : counts.newest;
        });
        int waiting = reasons.values().stream().mapToInt(Integer::intValue).sum();
        topics.row(
                topic.name(),
                waiting,
                counts.replayed,
                waiting == 0 ? "" : age(counts.oldest),
                waiting == 0 ? "" : age(counts.newest),
                reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + " " + reason.getValue())
                        .collect(Collectors.joining(", ")));
    }

    void printRecords(DeadLetterTopic topic) {
        var table = new Table(
                out,
                "%-10s %-36s %-18s %-26s %-10s %8s  %s%n",
                List.of("record", "key", "reason", "consumer", "source", "age", "failure"));
        topic.forEach(record -> table.row(
                record.position(),
                record.key(),
                record.reason(),
                record.consumer(),
                record.sourcePosition(),
                age(record.deadLetteredAt()),
                remark(record) + oneLine(ErrorText.withoutClassNames(record.detail()))));
        table.end("no dead letters");
    }

    void printRecord(DeadLetterTopic topic, DeadLetterRecord record, RecordValueFormat values) {
        out.println("record    " + topic.name() + "/" + record.position());
        out.println("key       " + record.key());
        out.println("reason    " + record.reason());
        out.println("failure   " + ErrorText.withoutClassNames(record.detail()));
        out.println("age       " + age(record.deadLetteredAt()));
        out.println("replayed  " + (record.replayedAt() == null ? "no" : record.replayedAt()));
        out.println("headers");
        record.headers().forEach((name, value) -> out.println("  " + name + ": " + value));
        out.println("value");
        byte[] value = record.raw().value();
        String text = value == null ? "none" : values.format(topic.source(), value);
        text.lines().forEach(line -> out.println("  " + line));
    }

    private static String remark(DeadLetterRecord record) {
        if (record.replayedAt() != null) {
            return "replayed " + record.replayedAt() + "; ";
        }
        return record.isFailedReplay() ? "failed again after a replay; " : "";
    }

    private static String oneLine(String detail) {
        String line = detail.lines().findFirst().orElse("");
        return line.length() <= MAX_DETAIL_LENGTH ? line : line.substring(0, MAX_DETAIL_LENGTH) + "...";
    }

    /** The age in its two largest units, such as 2h03m. */
    private String age(Instant at) {
        Duration age = Duration.between(at, clock.instant());
        if (age.isNegative()) {
            return "0s";
        }
        if (age.toDays() > 0) {
            return age.toDays() + "d" + age.toHoursPart() + "h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + String.format(Locale.ROOT, "h%02dm", age.toMinutesPart());
        }
        return age.toMinutes() > 0
                ? age.toMinutes() + String.format(Locale.ROOT, "m%02ds", age.toSecondsPart())
                : age.toSeconds() + "s";
    }
}
