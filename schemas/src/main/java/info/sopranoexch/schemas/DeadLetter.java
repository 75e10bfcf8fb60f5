package info.sopranoexch.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Builds a dead letter: a record that a consumer could not read or apply, published to the
 * {@linkplain Topics#deadLetter dead-letter topic}. Key, value and headers are unchanged. Added headers hold the original
 * place and the reason. A replay copies key, value and all headers without the prefix {@code dlt_}.
 */
public final class DeadLetter {
    /** Prefix of the added headers. */
    public static final String PREFIX = "dlt_";

    public static final String TOPIC = PREFIX + "topic";
    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    public static final String TIMESTAMP = PREFIX + "timestamp";
    public static final String CONSUMER = PREFIX + "consumer";
    public static final String REASON = PREFIX + "reason";
    public static final String DETAIL = PREFIX + "detail";
    public static final String DEAD_LETTERED_AT = PREFIX + "dead_lettered_at";

    /**
     * Header of a marker, a record without value in the dead-letter topic. Its value is the position
     * ({@code partition/offset}) of the dead letter that was replayed.
     */
    public static final String REPLAYED = PREFIX + "replayed";

    /** Time of the replay, next to {@link #REPLAYED}. */
    public static final String REPLAYED_AT = PREFIX + "replayed_at";

    /**
     * Header of a replayed record: the position of its dead letter, as {@code topic/partition/offset}. It has no
     * prefix, so it is kept if the record is dead-lettered again.
     */
    public static final String REPLAY_OF = "replay_of";

    /** Reason: the bytes are not a record of the topic. */
    public static final String UNDESERIALIZABLE = "undeserializable";

    /** Reason: the consumer does not know an enum value that it needs; a newer release wrote it. */
    public static final String UNRECOGNIZED_VALUE = "unrecognized_value";

    private static final int MAX_DETAIL = 2_000;

    private DeadLetter() {}

    /**
     * @param record supplies topic, partition, offset, timestamp and headers
     * @param value the unchanged bytes of the value
     * @param consumer consumer group that could not process the record
     * @param reason a stable code, such as {@code undeserializable}
     * @param failure described in {@link #DETAIL}, at most 2,000 characters
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
        add(dead, DEAD_LETTERED_AT, now.toString());
        return dead;
    }

    private static void add(ProducerRecord<byte[], byte[]> dead, String name, String value) {
        dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
