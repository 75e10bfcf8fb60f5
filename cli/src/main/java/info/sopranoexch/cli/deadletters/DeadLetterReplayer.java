package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.KafkaConnection;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes a dead-lettered record to its source topic with its own key, value and headers, then a note to the dead-letter
 * topic. A crash in between leaves a record that operators may replay twice, which consumers tolerate.
 */
final class DeadLetterReplayer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final InstantSource clock;

    DeadLetterReplayer(KafkaConnection kafka, InstantSource clock) {
        var settings = kafka.clientSettings();
        settings.remove("default.api.timeout.ms");
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("linger.ms", "0");
        settings.put("max.block.ms", kafka.deadlineMillis());
        settings.put("request.timeout.ms", kafka.deadlineMillis() / 2);
        settings.put("delivery.timeout.ms", kafka.deadlineMillis());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.clock = clock;
    }

    /**
     * Returns after Kafka has stored both the record and the note.
     *
     * @return the new position in the source topic
     * @throws IllegalStateException if Kafka does not store them
     */
    RecordPosition replay(String source, DeadLetterRecord record) {
        var raw = record.raw();
        var replay = new ProducerRecord<byte[], byte[]>(source, null, raw.key(), raw.value());
        raw.headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetter.PREFIX) && !header.key().equals(DeadLetter.REPLAY_OF)) {
                replay.headers().add(header);
            }
        });
        addHeader(replay, DeadLetter.REPLAY_OF, Topics.deadLetter(source) + "/" + record.position());
        RecordPosition position = send(replay);
        var note = new ProducerRecord<byte[], byte[]>(Topics.deadLetter(source), raw.partition(), raw.key(), null);
        addHeader(note, DeadLetter.REPLAYED, record.position().toString());
        addHeader(note, DeadLetter.REPLAYED_AT, clock.instant().toString());
        var _ = send(note);
        return position;
    }

    private RecordPosition send(ProducerRecord<byte[], byte[]> record) {
        try {
            var metadata = producer.send(record).get();
            return new RecordPosition(metadata.partition(), metadata.offset());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(record.topic() + " cannot be written: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void addHeader(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
