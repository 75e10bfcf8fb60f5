package info.sopranoexch.payment.outbox;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/**
 * Publishes the rows of the outbox. One transaction locks the shards, deletes the rows, sends them in order and waits for
 * the acknowledgements. If a step fails, the rollback restores the rows, and they are published again.
 */
@Component
public class OutboxPublisher {
    private final Transactions transactions;
    private final OutboxStore store;
    private final RecordSender sender;
    private final Timer time;
    private final Counter published;
    /** By shard: an id up to which all rows were published. */
    private final Map<Integer, Long> publishedUpTo = new ConcurrentHashMap<>();

    OutboxPublisher(Transactions transactions, OutboxStore store, RecordSender sender, MeterRegistry meters) {
        this.transactions = transactions;
        this.store = store;
        this.sender = sender;
        this.time = Timer.builder("soprano.outbox.publish.time")
                .description("time from deleting records from the outbox to their acknowledgement")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
        this.published = meters.counter("soprano.outbox.published");
    }

    /**
     * Publishes the rows of the shards.
     *
     * @throws RuntimeException if the database or Kafka is unavailable; no row is lost
     */
    public void publish(Collection<Integer> shards) {
        if (shards.isEmpty()) {
            return;
        }
        OutboxPublication publication = prepare(shards);
        transactions.run(publication.statements(), () -> {
            publication.send();
            return publication;
        });
        publication.committed();
    }

    /** Prepares the publishing of the shards in a transaction of the caller. */
    public OutboxPublication prepare(Collection<Integer> shards) {
        Integer[] sorted = OutboxStore.sorted(shards);
        var statements = new StatementBatch();
        store.lockForPublishing(statements, shards);
        long after = Stream.of(sorted)
                .mapToLong(shard -> publishedUpTo.getOrDefault(shard, 0L))
                .min()
                .orElse(0);
        // Later rows of these shards have greater ids, because ids are drawn while the locks are held.
        return new OutboxPublication(statements, store.take(statements, sorted, after), this::send, last -> {
            for (Integer shard : sorted) {
                publishedUpTo.merge(shard, last, Math::max);
            }
        });
    }

    private void send(List<OutboxStore.Row> rows) {
        if (!rows.isEmpty()) {
            long start = System.nanoTime();
            sender.send(rows.stream().map(row -> toKafka(row.record())).toList());
            time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            published.increment(rows.size());
        }
    }

    /** Reads the shards from the start at the next publishing: another instance may have written to them. */
    public void forgetProgress(Collection<Integer> shards) {
        shards.forEach(publishedUpTo::remove);
    }

    private static ProducerRecord<byte[], byte[]> toKafka(OutboxRecord row) {
        byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(row.topic(), null, key, row.value());
        CloudEvents.set(
                record.headers(), row.eventId(), row.eventType(), "/payment-service", row.key(), row.occurredAt());
        TraceContext.set(record.headers(), row.traceparent());
        return record;
    }
}
