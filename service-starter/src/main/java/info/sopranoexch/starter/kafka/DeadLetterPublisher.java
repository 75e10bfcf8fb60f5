package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.starter.logging.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Publishes records to the dead-letter topic of their topic, counts and logs them. */
public final class DeadLetterPublisher {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);
    /** Longer than the producer's own {@code delivery.timeout.ms}, which ends a write first. */
    private static final Duration DEADLINE = Duration.ofSeconds(35);

    private final KafkaTemplate<byte[], byte[]> template;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetterPublisher(KafkaTemplate<byte[], byte[]> template, InstantSource clock, MeterRegistry meters) {
        this.template = template;
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
        try {
            template.send(dead).get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | org.springframework.kafka.KafkaException e) {
            throw new KafkaException("cannot write to " + dead.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing to " + dead.topic(), e);
        }
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
