package info.sopranoexch.payment.kafka;

import info.sopranoexch.observability.logging.LogContext;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sets records aside on the DLT of their topic, counted and logged, and returns when Kafka has them. */
@Component
public class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final RecordSender sender;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetters(RecordSender sender, InstantSource clock, MeterRegistry meters) {
        this.sender = sender;
        this.clock = clock;
        this.meters = meters;
        // From the start at 0: an increase from nothing is none to whoever looks at rates.
        for (String topic : List.of(Topics.PAYMENT_COMMANDS, Topics.PROVIDER_EVENTS, Topics.WEBHOOK_EVENTS)) {
            count(topic, DeadLetter.UNDESERIALIZABLE, 0);
            count(topic, DeadLetter.UNRECOGNIZED_VALUE, 0);
            count(topic, "inapplicable", 0);
        }
    }

    /**
     * @param reason a stable code
     * @throws org.apache.kafka.common.KafkaException when Kafka does not take it: the record must not be let go
     */
    public void setAside(ConsumerRecord<String, byte[]> record, String group, String reason, Throwable failure) {
        String key = record.key();
        byte[] rawKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        sender.send(List.of(DeadLetter.of(record, rawKey, record.value(), group, reason, failure, clock.instant())));
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
