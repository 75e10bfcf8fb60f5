package info.sopranoexch.localstack;

import info.sopranoexch.localstack.deadletters.DeadLetterTopic;
import info.sopranoexch.localstack.deadletters.SetAside;
import info.sopranoexch.localstack.deadletters.ValueText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How {@code ./soprano dlt} shows what it has found. */
final class DltTable {
    private static final String SUMMARY = "%-30s %8s %9s %9s %9s  %s%n";
    private static final String RECORD = "%-10s %-36s %-18s %-26s %-10s %8s  %s%n";

    private static final int MAX_DETAIL = 120;

    private final PrintWriter out;
    private final InstantSource clock;

    DltTable(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void head() {
        out.printf(Locale.ROOT, SUMMARY, "topic", "waiting", "replayed", "oldest", "newest", "reasons of the waiting");
    }

    /** One line a topic; ages are those of the records that wait. */
    void summary(DeadLetterTopic letters) {
        Map<String, Integer> reasons = new TreeMap<>();
        var counts = new Object() {
            int replayed;
            Instant oldest = Instant.MAX;
            Instant newest = Instant.MIN;
        };
        letters.forEach(record -> {
            if (record.replayedAt() != null) {
                counts.replayed++;
                return;
            }
            reasons.merge(record.reason(), 1, Integer::sum);
            Instant at = record.setAsideAt();
            counts.oldest = at.isBefore(counts.oldest) ? at : counts.oldest;
            counts.newest = at.isAfter(counts.newest) ? at : counts.newest;
        });
        int waiting = reasons.values().stream().mapToInt(Integer::intValue).sum();
        String why = reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        out.printf(
                Locale.ROOT,
                SUMMARY,
                letters.name(),
                waiting,
                counts.replayed,
                waiting == 0 ? "" : age(counts.oldest),
                waiting == 0 ? "" : age(counts.newest),
                why);
    }

    void records(DeadLetterTopic letters) {
        out.printf(Locale.ROOT, RECORD, "record", "key", "reason", "consumer", "came from", "age", "what failed");
        letters.forEach(record -> out.printf(
                Locale.ROOT,
                RECORD,
                record.place(),
                record.key(),
                record.reason(),
                record.consumer(),
                record.origin(),
                age(record.setAsideAt()),
                remark(record) + oneLine(Failure.withoutClassNames(record.detail()))));
    }

    void record(DeadLetterTopic letters, SetAside record, ValueText values) {
        out.println("record    " + letters.name() + "/" + record.place());
        out.println("key       " + record.key());
        out.println("reason    " + record.reason());
        out.println("failed    " + Failure.withoutClassNames(record.detail()));
        out.println("age       " + age(record.setAsideAt()));
        out.println("replayed  " + (record.replayedAt() == null ? "no" : record.replayedAt()));
        out.println("headers");
        record.headers().forEach((name, value) -> out.println("  " + name + ": " + value));
        out.println("value");
        byte[] value = record.raw().value();
        String text = value == null ? "nothing" : values.of(letters.source(), value);
        text.lines().forEach(line -> out.println("  " + line));
    }

    private static String remark(SetAside record) {
        if (record.replayedAt() != null) {
            return "replayed " + record.replayedAt() + "; ";
        }
        return record.hasFailedAgain() ? "failed again after a replay; " : "";
    }

    private static String oneLine(String detail) {
        String line = detail.lines().findFirst().orElse("");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "...";
    }

    /** In its two largest units, such as 2h03m. */
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
