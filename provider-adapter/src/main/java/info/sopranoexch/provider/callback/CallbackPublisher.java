package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.kafka.RecordPublisher;
import info.sopranoexch.provider.kafka.TraceContext;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderCallback;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/** Writes callbacks to {@code provider.callbacks.v1}, their bodies as they came. */
@Component
class CallbackPublisher {
    private static final String PROVIDER = "paymoon";

    private final RecordPublisher publisher;
    private final Duration deadline;

    CallbackPublisher(RecordPublisher publisher, CallbackProperties properties) {
        this.publisher = publisher;
        this.deadline = properties.keepDeadline();
    }

    /**
     * Returns when Kafka has it.
     *
     * @throws org.springframework.kafka.KafkaException when that cannot be said in time
     */
    void publish(KeptCallback callback) {
        ProviderCallback value = ProviderCallback.newBuilder()
                .setCallbackId(callback.callbackId())
                .setProvider(PROVIDER)
                .setExternalId(callback.paymentId())
                .setBody(ByteBuffer.wrap(callback.body()))
                .setReceivedAt(callback.receivedAt())
                .build();
        var record = new ProducerRecord<String, SpecificRecord>(Topics.PROVIDER_CALLBACKS, callback.paymentId(), value);
        CloudEvents.set(
                record.headers(),
                callback.callbackId(),
                "provider.callback",
                "/provider-adapter",
                callback.paymentId(),
                callback.receivedAt());
        if (callback.traceparent() != null) {
            record.headers().add(TraceContext.HEADER, callback.traceparent().getBytes(StandardCharsets.UTF_8));
        }
        publisher.publish(List.of(record), deadline);
    }
}
