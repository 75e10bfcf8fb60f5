package info.sopranoexch.localstack.deadletters;

import info.sopranoexch.schemas.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record that was set aside.
 *
 * @param raw as it lies in the dead-letter topic
 * @param replayedAt when it was last replayed; null when it never was
 */
public record SetAside(
        ConsumerRecord<byte[], byte[]> raw, @Nullable Instant replayedAt) {
    private static final String UNKNOWN = "?";

    public Place place() {
        return new Place(raw.partition(), raw.offset());
    }

    public String key() {
        return raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
    }

    public String reason() {
        return header(DeadLetter.REASON, UNKNOWN);
    }

    public String consumer() {
        return header(DeadLetter.CONSUMER, UNKNOWN);
    }

    /** Where it lay in its own topic, as {@code partition/offset}. */
    public String origin() {
        return header(DeadLetter.PARTITION, UNKNOWN) + "/" + header(DeadLetter.OFFSET, UNKNOWN);
    }

    /** The offset in its own topic; the largest number when the header is missing, so that nothing counts as newer. */
    long originOffset() {
        try {
            return Long.parseLong(header(DeadLetter.OFFSET, UNKNOWN));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Why it was set aside, as the consumer said it. */
    public String detail() {
        return header(DeadLetter.DETAIL, "");
    }

    /** True when it was replayed before and has failed again: it is then another record than the one that was replayed. */
    public boolean hasFailedAgain() {
        return raw.headers().lastHeader(DeadLetter.REPLAY_OF) != null;
    }

    /** As its header says; when it was written, should that header be missing. */
    public Instant setAsideAt() {
        try {
            return Instant.parse(header(DeadLetter.DEAD_LETTERED_AT, UNKNOWN));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(raw.timestamp());
        }
    }

    /** All headers in their order, a repeated one with its last value. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        raw.headers().forEach(header -> headers.put(header.key(), text(header)));
        return headers;
    }

    private String header(String name, String absent) {
        Header header = raw.headers().lastHeader(name);
        return header == null ? absent : text(header);
    }

    static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
