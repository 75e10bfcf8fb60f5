package info.sopranoexch.starter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends records in order and waits for the acknowledgement of the brokers. */
public final class RecordSender {
    private final KafkaTemplate<byte[], byte[]> template;
    private final Duration timeout;

    /** @param timeout longer than the producer's own {@code delivery.timeout.ms}, which ends a write first */
    RecordSender(KafkaTemplate<byte[], byte[]> template, Duration timeout) {
        this.template = template;
        this.timeout = timeout;
    }

    /** @throws KafkaException if a record was not acknowledged; the others may have been written */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        await(begin(records), timeout);
    }

    /** @throws KafkaException if the record was not acknowledged; it may still have been written */
    public void send(ProducerRecord<byte[], byte[]> record) {
        send(List.of(record));
    }

    /**
     * As {@link #send(ProducerRecord)}, with another timeout.
     *
     * @param timeout for the acknowledgement; a producer without metadata blocks for {@code max.block.ms} before
     */
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<CompletableFuture<?>> sent = begin(List.of(record));
        await(sent, Duration.ofNanos(deadline - System.nanoTime()));
    }

    /**
     * Gives the records to the producer, in order, without waiting for the acknowledgement.
     *
     * @throws KafkaException if the producer rejects a record, for example because it knows no broker yet
     */
    public List<CompletableFuture<?>> begin(List<ProducerRecord<byte[], byte[]>> records) {
        var sent = new ArrayList<CompletableFuture<?>>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            try {
                sent.add(template.send(record));
            } catch (org.springframework.kafka.KafkaException e) {
                throw new KafkaException("cannot write to " + record.topic(), e);
            }
        }
        return sent;
    }

    private static void await(List<CompletableFuture<?>> sent, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (CompletableFuture<?> acknowledgement : sent) {
            try {
                acknowledgement.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
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

    /** Returns the number of partitions of a topic. */
    public int partitions(String topic) {
        return template.partitionsFor(topic).size();
    }
}
