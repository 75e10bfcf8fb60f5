package info.sopranoexch.webhook.messaging;

import info.sopranoexch.observability.logging.LogContext;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Sets records aside that cannot be read or applied. */
@Component
public class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final long DEADLINE_SECONDS = 30;
    private static final String CONSUMER = "webhook-dispatcher";

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka, InstantSource clock, MeterRegistry meters) {
        this.kafka = kafka;
        this.clock = clock;
        this.meters = meters;
        // From the start at 0: an increase from nothing is none to whoever looks at rates.
        count(Topics.PAYMENT_EVENTS, DeadLetter.UNDESERIALIZABLE, 0);
        count(Topics.PAYMENT_EVENTS, DeadLetter.UNRECOGNIZED_VALUE, 0);
        count(Topics.PAYMENT_EVENTS, "unapplicable", 0);
        count(Topics.DIRECTORY_MERCHANTS, DeadLetter.UNDESERIALIZABLE, 0);
    }

    /**
     * Returns when the record is safe in the topic for dead letters.
     *
     * @param reason a stable code
     * @throws KafkaException when it could not be put there in time: the record must not be passed over
     */
    public void setAside(ConsumerRecord<String, byte[]> record, String reason, Throwable failure) {
        byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
        try {
            kafka.send(DeadLetter.of(record, key, record.value(), CONSUMER, reason, failure, clock.instant()))
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot set a record aside", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
        count(record.topic(), reason, 1);
        try (var _ = LogContext.about(record)) {
            log.error(
                    "Set aside {}-{}@{}: {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason,
                    failure.toString());
        }
    }

    private void count(String topic, String reason, int more) {
        meters.counter("soprano.dead.letters", "topic", topic, "reason", reason).increment(more);
    }
}
