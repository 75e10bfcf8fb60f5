package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.starter.logging.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes records to the dead-letter topic of their topic, counts and logs them. */
public final class DeadLetterPublisher {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

    private final RecordSender sender;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetterPublisher(RecordSender sender, InstantSource clock, MeterRegistry meters) {
        this.sender = sender;
        this.clock = clock;
        this.meters = meters;
    }

    /** Registers the counters at 0: Prometheus sees no increase in a series that begins with 1. */
    void register(Set<String> topics) {
        for (String topic : topics) {
            for (DeadLetterReason reason : DeadLetterReason.values()) {
                count(topic, reason, 0);
            }
        }
    }

    /**
     * Returns when the broker has acknowledged the dead letter.
     *
     * @param group the consumer group that gives the record up
     * @throws KafkaException if it was not acknowledged: the record's offset must not be committed
     */
    public void publish(
            ConsumerRecord<String, byte[]> record, String group, DeadLetterReason reason, Throwable failure) {
        String key = record.key();
        byte[] rawKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var dead = DeadLetter.of(record, rawKey, record.value(), group, reason.code(), failure, clock.instant());
        sender.send(dead);
        count(record.topic(), reason, 1);
        try (var _ = LogContext.about(record)) {
            log.error(
                    "dead-lettered topic={} partition={} offset={} reason={} failure={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason.code(),
                    failure.toString());
        }
    }

    private void count(String topic, DeadLetterReason reason, int more) {
        meters.counter("soprano.dead.letters", "topic", topic, "reason", reason.code())
                .increment(more);
    }
}
