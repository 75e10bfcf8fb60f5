package info.sopranoexch.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a record that could not be read or applied is set aside: key, value and headers as they came, on
 * {@link Topics#deadLetter the topic's DLT}, with headers that say where it came from and why. It can be replayed by
 * copying key, value and the headers that do not begin with {@code dlt_} back.
 */
public final class DeadLetter {
    /** Prefix of the headers that are added. */
    public static final String PREFIX = "dlt_";

    public static final String TOPIC = PREFIX + "topic";
    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    public static final String TIMESTAMP = PREFIX + "timestamp";
    public static final String CONSUMER = PREFIX + "consumer";
    public static final String REASON = PREFIX + "reason";
    public static final String DETAIL = PREFIX + "detail";
    public static final String SET_ASIDE_AT = PREFIX + "set_aside_at";

    /**
     * On a note in the DLT, which has no value of its own: the place ({@code partition/offset}) of the record there that
     * was replayed.
     */
    public static final String REPLAYED = PREFIX + "replayed";

    /** On such a note: when. */
    public static final String REPLAYED_AT = PREFIX + "replayed_at";

    /**
     * On a record that was replayed: where it had been set aside, as {@code topic/partition/offset}. Without the prefix,
     * so that it stays on the record should that be set aside once more.
     */
    public static final String REPLAY_OF = "replay_of";

    /** Reason: the bytes are not a record of the topic. */
    public static final String UNDESERIALIZABLE = "undeserializable";

    /** Reason: a newer release wrote an enum value that the consumer must act on and does not know. */
    public static final String UNRECOGNIZED_VALUE = "unrecognized_value";

    private static final int MAX_DETAIL = 2_000;

    private DeadLetter() {}

    /**
     * @param record the record, for its place, key and headers
     * @param value its value as bytes, as it came
     * @param consumer the consumer group that sets it aside
     * @param reason a stable code, such as {@code undeserializable}
     * @param failure what happened, for people; cut at 2,000 characters
     */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<?, ?> record,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String consumer,
            String reason,
            Throwable failure,
            Instant now) {
        var dead = new ProducerRecord<byte[], byte[]>(Topics.deadLetter(record.topic()), null, key, value);
        record.headers().forEach(header -> {
            if (!header.key().startsWith("spring") && !header.key().startsWith(PREFIX)) {
                dead.headers().add(header);
            }
        });
        add(dead, TOPIC, record.topic());
        add(dead, PARTITION, String.valueOf(record.partition()));
        add(dead, OFFSET, String.valueOf(record.offset()));
        add(dead, TIMESTAMP, String.valueOf(record.timestamp()));
        add(dead, CONSUMER, consumer);
        add(dead, REASON, reason);
        String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        add(dead, DETAIL, detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
        add(dead, SET_ASIDE_AT, now.toString());
        return dead;
    }

    private static void add(ProducerRecord<byte[], byte[]> dead, String name, String value) {
        dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
