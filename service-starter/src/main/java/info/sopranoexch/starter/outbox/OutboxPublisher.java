package info.sopranoexch.starter.outbox;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes the rows of the outbox. One transaction locks the shards, deletes the rows, sends them in order and waits for
 * the acknowledgements. If a step fails, the rollback restores the rows, and they are published again.
 */
public final class OutboxPublisher {
    /** Limits the memory that a backlog takes. */
    private static final int MAX_ROWS = 5_000;

    private final Transactions transactions;
    private final OutboxStore store;
    private final RecordSender sender;
    private final String source;
    private final Timer time;
    private final Counter published;
    /** By shard: an id up to which all rows were published. */
    private final Map<Integer, Long> publishedUpTo = new ConcurrentHashMap<>();

    /** @param source {@code ce_source} of the records */
    OutboxPublisher(
            Transactions transactions, OutboxStore store, RecordSender sender, String source, MeterRegistry meters) {
        this.transactions = transactions;
        this.store = store;
        this.sender = sender;
        this.source = source;
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
        boolean more = !shards.isEmpty();
        while (more) {
            Publication publication = prepare(shards);
            int sent = transactions.run(publication.statements(), publication::send);
            publication.committed();
            more = sent == MAX_ROWS;
        }
    }

    /** Prepares the publishing of up to 5,000 rows of the shards in a transaction of the caller. */
    public Publication prepare(Collection<Integer> shards) {
        return new Publication(OutboxStore.sorted(shards));
    }

    /** Reads the shards from the start at the next publishing: another instance may have written to them. */
    public void forgetProgress(Collection<Integer> shards) {
        shards.forEach(publishedUpTo::remove);
    }

    /**
     * The publishing of some shards in a transaction of the caller: execute {@link #statements}, then call {@link #send},
     * commit, and call {@link #committed}. An instance can be used once.
     */
    public final class Publication {
        private final Integer[] shards;
        private final StatementBatch statements = new StatementBatch();
        private final StatementBatch.Rows<OutboxStore.Row> taken;

        private Publication(Integer[] shards) {
            this.shards = shards;
            store.lockForPublishing(statements, List.of(shards));
            long after = Stream.of(shards)
                    .mapToLong(shard -> publishedUpTo.getOrDefault(shard, 0L))
                    .min()
                    .orElse(0);
            this.taken = store.take(statements, shards, after, MAX_ROWS);
        }

        /** Locks the shards and deletes their rows. */
        public StatementBatch statements() {
            return statements;
        }

        /**
         * Sends the deleted rows in order and waits for their acknowledgement.
         *
         * @return number of sent records
         * @throws RuntimeException if Kafka is unavailable; the rollback restores the rows
         */
        public int send() {
            if (!taken.get().isEmpty()) {
                long start = System.nanoTime();
                sender.send(taken.get().stream()
                        .sorted(Comparator.comparingLong(OutboxStore.Row::id))
                        .map(row -> toKafka(row.record()))
                        .toList());
                time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                published.increment(taken.get().size());
            }
            return taken.get().size();
        }

        /** Later rows of these shards have greater ids, because one writer at a time draws the ids of a shard. */
        public void committed() {
            taken.get().stream().mapToLong(OutboxStore.Row::id).max().ifPresent(last -> {
                for (Integer shard : shards) {
                    publishedUpTo.merge(shard, last, Math::max);
                }
            });
        }
    }

    private ProducerRecord<byte[], byte[]> toKafka(OutboxRecord row) {
        byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(row.topic(), null, key, row.value());
        CloudEvents.set(record.headers(), row.eventId(), row.eventType(), source, row.key(), row.occurredAt());
        TraceContext.set(record.headers(), row.traceparent());
        return record;
    }
}
