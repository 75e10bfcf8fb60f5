package info.sopranoexch.payment.outbox;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/**
 * Publishes what waits in the outbox. In one transaction, with the shards' locks held: takes the rows out, sends them in
 * order, waits for the acknowledgements. If any of it fails the rows are there again and are published again.
 */
@Component
public class PublishOutbox {
    private final Transactions transactions;
    private final Shards shards;
    private final OutboxStore store;
    private final RecordSender sender;
    private final OutboxMetrics metrics;
    /** By shard, up to which id its rows are known to be gone. */
    private final Map<Integer, Long> goneUpTo = new ConcurrentHashMap<>();

    PublishOutbox(
            Transactions transactions, Shards shards, OutboxStore store, RecordSender sender, OutboxMetrics metrics) {
        this.transactions = transactions;
        this.shards = shards;
        this.store = store;
        this.sender = sender;
        this.metrics = metrics;
    }

    /**
     * Publishes what the shards hold; a shard that this process has just got holds what its last owner left, and that goes
     * first.
     *
     * @throws RuntimeException when the database or Kafka does not answer; nothing is lost
     */
    public void publish(Collection<Integer> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Publishing publishing = of(wanted);
        transactions.run(publishing.statements(), () -> {
            publishing.send();
            return publishing;
        });
        publishing.committed();
    }

    /** As {@link #publish}, for a transaction of the caller's. */
    public Publishing of(Collection<Integer> wanted) {
        Integer[] sorted = Shards.sorted(wanted);
        var statements = new StatementBatch();
        shards.lockForPublishing(statements, wanted);
        // Rows of these shards that come later get greater ids, since those are drawn under the locks.
        return new Publishing(statements, store.take(statements, sorted, knownGone(sorted)), this::send, last -> {
            for (Integer shard : sorted) {
                goneUpTo.merge(shard, last, Math::max);
            }
        });
    }

    private void send(List<OutboxStore.Row> rows) {
        if (!rows.isEmpty()) {
            long begun = System.nanoTime();
            sender.send(rows.stream().map(row -> toKafka(row.record())).toList());
            metrics.published(rows.size(), System.nanoTime() - begun);
        }
    }

    /** Somebody else may have written to these shards before: look at all their rows again. */
    public void forget(Collection<Integer> acquired) {
        acquired.forEach(goneUpTo::remove);
    }

    private long knownGone(Integer[] sorted) {
        long least = Long.MAX_VALUE;
        for (Integer shard : sorted) {
            least = Math.min(least, goneUpTo.getOrDefault(shard, 0L));
        }
        return least;
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
