package info.sopranoexch.payment.kafka;

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
import org.springframework.stereotype.Component;

/** Sends records in order and waits until the brokers have them. */
@Component
public class RecordSender {
    /** Past the producer's own {@code delivery.timeout.ms}, which is what ends a write as a rule. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final KafkaTemplate<byte[], byte[]> template;

    RecordSender(KafkaTemplate<byte[], byte[]> template) {
        this.template = template;
    }

    /** @throws KafkaException when one of them was not acknowledged; the others may be there */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        await(begin(records));
    }

    /**
     * Hands the records to the producer, in order.
     *
     * @throws KafkaException when it does not take one, for instance because it knows no broker yet
     */
    public List<CompletableFuture<?>> begin(List<ProducerRecord<byte[], byte[]>> records) {
        var sent = new ArrayList<CompletableFuture<?>>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            try {
                sent.add(template.send(record));
            } catch (org.springframework.kafka.KafkaException e) {
                throw new KafkaException("not sent", e);
            }
        }
        return sent;
    }

    /** @throws KafkaException when one of them was not acknowledged */
    public void await(List<CompletableFuture<?>> sent) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        for (CompletableFuture<?> ack : sent) {
            try {
                ack.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
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

    /** @return how many partitions the topic has */
    public int partitions(String topic) {
        return template.partitionsFor(topic).size();
    }
}
