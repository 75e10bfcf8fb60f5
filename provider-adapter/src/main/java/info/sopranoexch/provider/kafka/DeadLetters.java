package info.sopranoexch.provider.kafka;

import info.sopranoexch.observability.logging.LogContext;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Sets records aside on the DLT of their topic, counted and logged, and returns when Kafka has them. */
@Component
public class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final long DEADLINE_SECONDS = 35;

    private final KafkaTemplate<byte[], byte[]> template;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetters(KafkaTemplate<byte[], byte[]> template, InstantSource clock, MeterRegistry meters) {
        this.template = template;
        this.clock = clock;
        this.meters = meters;
        // From the start at 0: an increase from nothing is none to whoever looks at rates.
        for (String topic : List.of(Topics.PAYMENT_EVENTS, Topics.PROVIDER_COMMANDS)) {
            count(topic, DeadLetter.UNDESERIALIZABLE, 0);
            count(topic, DeadLetter.UNRECOGNIZED_VALUE, 0);
            count(topic, "wrong_type", 0);
            count(topic, "invalid", 0);
        }
    }

    /**
     * Sets the record aside.
     *
     * @param reason a stable code
     * @throws KafkaException when Kafka does not take it: the record must not be let go
     */
    public void setAside(ConsumerRecord<String, byte[]> record, String group, String reason, Exception failure) {
        String key = record.key();
        byte[] rawKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var dead = DeadLetter.of(record, rawKey, record.value(), group, reason, failure, clock.instant());
        try {
            template.send(dead).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot set a record aside on " + dead.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while setting a record aside", e);
        }
        count(record.topic(), reason, 1);
        try (var _ = LogContext.about(record)) {
            log.error(
                    "set aside topic={} partition={} offset={} reason={} failure={}",
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
