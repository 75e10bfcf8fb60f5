package info.sopranoexch.provider.answer;

import info.sopranoexch.provider.kafka.RecordPublisher;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/** Writes answers to {@code provider.events.v1}. */
@Component
public class ProviderEventPublisher {
    private static final String PROVIDER = "paymoon";

    private final RecordPublisher publisher;

    ProviderEventPublisher(RecordPublisher publisher) {
        this.publisher = publisher;
    }

    /** An answer and where it came from. */
    public record Said(Origin origin, ProviderAnswer answer) {}

    /**
     * Returns when Kafka has it.
     *
     * @throws org.springframework.kafka.KafkaException when it has not; it may be there
     */
    public void publish(Said said) {
        publisher.publish(toRecord(said));
    }

    /** As above, with a deadline of one's own. */
    public void publish(Said said, Duration deadline) {
        publisher.publish(toRecord(said), deadline);
    }

    private static ProducerRecord<String, SpecificRecord> toRecord(Said said) {
        Origin origin = said.origin();
        ProviderEvent event = ProviderEventMapper.toEvent(PROVIDER, origin, said.answer());
        var record = new ProducerRecord<String, SpecificRecord>(Topics.PROVIDER_EVENTS, origin.paymentId(), event);
        String type = "provider." + event.getSource() + "." + event.getOutcome();
        CloudEvents.set(
                record.headers(),
                event.getEventId(),
                type,
                "/provider-adapter",
                origin.paymentId(),
                origin.receivedAt());
        if (origin.traceparent() != null) {
            record.headers().add("traceparent", origin.traceparent().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
