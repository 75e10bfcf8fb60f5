package info.sopranoexch.localstack.deadletters;

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
 * Puts records back on the topic that they came from, with their own key, value and headers. The record says where it had
 * been set aside, and a note in the dead-letter topic says that it was replayed. The note comes second: whoever dies in
 * between leaves a record that may be replayed once more, which consumers bear, and none that only seems replayed.
 */
public final class Replayer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final InstantSource clock;

    public Replayer(Cluster cluster, InstantSource clock) {
        var settings = cluster.client();
        settings.remove("default.api.timeout.ms");
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("linger.ms", "0");
        settings.put("max.block.ms", cluster.deadlineMillis());
        settings.put("request.timeout.ms", cluster.deadlineMillis() / 2);
        settings.put("delivery.timeout.ms", cluster.deadlineMillis());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.clock = clock;
    }

    /**
     * Returns when Kafka has both the record and the note.
     *
     * @param source the topic that it came from
     * @return the new place on that topic
     * @throws IllegalStateException when Kafka does not take it
     */
    public Place replay(String source, SetAside record) {
        var raw = record.raw();
        var again = new ProducerRecord<byte[], byte[]>(source, null, raw.key(), raw.value());
        raw.headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetter.PREFIX) && !header.key().equals(DeadLetter.REPLAY_OF)) {
                again.headers().add(header);
            }
        });
        add(again, DeadLetter.REPLAY_OF, Topics.deadLetter(source) + "/" + record.place());
        Place place = send(again);
        var note = new ProducerRecord<byte[], byte[]>(Topics.deadLetter(source), raw.partition(), raw.key(), null);
        add(note, DeadLetter.REPLAYED, record.place().toString());
        add(note, DeadLetter.REPLAYED_AT, clock.instant().toString());
        var _ = send(note);
        return place;
    }

    private Place send(ProducerRecord<byte[], byte[]> record) {
        try {
            var metadata = producer.send(record).get();
            return new Place(metadata.partition(), metadata.offset());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(record.topic() + " cannot be written: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
