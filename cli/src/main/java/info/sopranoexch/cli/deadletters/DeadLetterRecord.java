package info.sopranoexch.cli.deadletters;

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
 * A record of a dead-letter topic.
 *
 * @param replayedAt time of the last replay; null without a replay
 */
record DeadLetterRecord(
        ConsumerRecord<byte[], byte[]> raw, @Nullable Instant replayedAt) {
    private static final String UNKNOWN = "?";

    RecordPosition position() {
        return new RecordPosition(raw.partition(), raw.offset());
    }

    String key() {
        return raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
    }

    String reason() {
        return header(DeadLetter.REASON, UNKNOWN);
    }

    String consumer() {
        return header(DeadLetter.CONSUMER, UNKNOWN);
    }

    /** The position in the source topic, as {@code partition/offset}. */
    String sourcePosition() {
        return header(DeadLetter.PARTITION, UNKNOWN) + "/" + header(DeadLetter.OFFSET, UNKNOWN);
    }

    /** The offset in the source topic. Without the header it is the largest number, so that no record counts as newer. */
    long sourceOffset() {
        try {
            return Long.parseLong(header(DeadLetter.OFFSET, UNKNOWN));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The consumer's description of the failure. */
    String detail() {
        return header(DeadLetter.DETAIL, "");
    }

    /** Whether this record is the result of a replay that failed. */
    boolean isFailedReplay() {
        return raw.headers().lastHeader(DeadLetter.REPLAY_OF) != null;
    }

    /** The time in the header, or the record's timestamp without the header. */
    Instant deadLetteredAt() {
        try {
            return Instant.parse(header(DeadLetter.DEAD_LETTERED_AT, UNKNOWN));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(raw.timestamp());
        }
    }

    /** All headers in their order. A repeated header has its last value. */
    Map<String, String> headers() {
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
