package info.sopranoexch.provider.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Writes Avro records and waits until the brokers have them. */
@Component
public class RecordPublisher {
    /** Past the producer's own {@code delivery.timeout.ms}, which is what ends a write as a rule. */
    private static final Duration DEADLINE = Duration.ofSeconds(35);

    private final KafkaTemplate<String, SpecificRecord> template;

    RecordPublisher(KafkaTemplate<String, SpecificRecord> template) {
        this.template = template;
    }

    /**
     * Returns when the brokers have it.
     *
     * @throws KafkaException when it was not acknowledged; it may be there
     */
    public void publish(ProducerRecord<String, SpecificRecord> record) {
        publish(record, DEADLINE);
    }

    /**
     * As above, with a deadline of one's own.
     *
     * @param deadline for the acknowledgement; a producer without metadata blocks {@code max.block.ms} besides
     */
    public void publish(ProducerRecord<String, SpecificRecord> record, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        await(send(record), end - System.nanoTime());
    }

    private CompletableFuture<?> send(ProducerRecord<String, SpecificRecord> record) {
        try {
            return template.send(record);
        } catch (org.apache.kafka.common.KafkaException e) {
            // The serializer's: no registry to ask for the schema's id.
            throw new KafkaException("cannot write to " + record.topic(), e);
        }
    }

    private static void await(CompletableFuture<?> ack, long nanos) {
        try {
            ack.get(Math.max(nanos, 1), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("not acknowledged", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("not acknowledged in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for an acknowledgement", e);
        }
    }
}
