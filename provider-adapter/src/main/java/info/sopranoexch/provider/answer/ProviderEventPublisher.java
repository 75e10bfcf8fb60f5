package info.sopranoexch.provider.answer;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/** Writes answers to {@code provider.events.v1}. */
@Component
public class ProviderEventPublisher {
    private static final String PROVIDER = "paymoon";

    private final RecordSender sender;
    private final AvroCodec codec;

    ProviderEventPublisher(RecordSender sender, AvroCodec codec) {
        this.sender = sender;
        this.codec = codec;
    }

    /** An answer and where it came from. */
    public record Said(Origin origin, ProviderAnswer answer) {}

    /**
     * Returns when Kafka has it.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka did not acknowledge it; it may still have been written
     */
    public void publish(Said said) {
        sender.send(toRecord(said));
    }

    /** As above, with a deadline of one's own. */
    public void publish(Said said, Duration deadline) {
        sender.send(toRecord(said), deadline);
    }

    private ProducerRecord<byte[], byte[]> toRecord(Said said) {
        Origin origin = said.origin();
        ProviderEvent event = ProviderEventMapper.toEvent(PROVIDER, origin, said.answer());
        byte[] key = origin.paymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.PROVIDER_EVENTS, key, codec.write(Topics.PROVIDER_EVENTS, event));
        String type = "provider." + event.getSource() + "." + event.getOutcome();
        CloudEvents.set(
                record.headers(),
                event.getEventId(),
                type,
                "/provider-adapter",
                origin.paymentId(),
                origin.receivedAt());
        TraceContext.set(record.headers(), origin.traceparent());
        return record;
    }
}
