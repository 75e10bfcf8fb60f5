package info.sopranoexch.payment.directory;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import info.sopranoexch.starter.outbox.OutboxRecordBuilder;
import info.sopranoexch.starter.outbox.OutboxStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Commits changes of merchants and API keys together with their directory records, and publishes the records. */
@Component
public class DirectoryPublisher {
    private static final Logger log = LoggerFactory.getLogger(DirectoryPublisher.class);

    /** The shards of payments are partition numbers. */
    private static final int SHARD = -1;

    private final Transactions transactions;
    private final OutboxStore store;
    private final OutboxPublisher publisher;
    private final AvroCodec codec;
    private final InstantSource clock;

    DirectoryPublisher(
            Transactions transactions,
            OutboxStore store,
            OutboxPublisher publisher,
            AvroCodec codec,
            InstantSource clock) {
        this.transactions = transactions;
        this.store = store;
        this.publisher = publisher;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Runs a change in a transaction with the directory's lock, so that records are published in the order of the changes. If
     * Kafka is unavailable, the change is committed and its records are published later.
     *
     * @param change gets the time of the change
     */
    public <T> T change(Function<Instant, T> change) {
        Set<Integer> directory = Set.of(SHARD);
        var statements = new StatementBatch();
        store.lock(statements, directory);
        T result = transactions.run(statements, () -> change.apply(clock.instant()));
        try {
            publisher.publish(directory);
        } catch (RuntimeException e) {
            log.warn("a directory change is published later: {}", e.toString());
        }
        return result;
    }

    /**
     * Publishes all entries of a topic, in batches under the directory's lock, so that no record overtakes a change.
     *
     * @param next returns the entries that follow an entry; null for the first entries
     * @return number of entries
     */
    public <T> long publishAll(Function<@Nullable T, List<T>> next, Consumer<T> publish) {
        long count = 0;
        List<T> batch = List.of();
        do {
            T last = batch.isEmpty() ? null : batch.getLast();
            batch = change(_ -> {
                List<T> found = next.apply(last);
                found.forEach(publish);
                return found;
            });
            count += batch.size();
        } while (!batch.isEmpty());
        return count;
    }

    /**
     * Adds a directory record to the outbox. Must be called within {@link #change}.
     *
     * @param eventId {@code ce_id}, unique for each version of the entry
     */
    public void publish(String topic, String key, SpecificRecord value, String eventId, String eventType) {
        store.add(List.of(OutboxRecordBuilder.builder()
                .shard(SHARD)
                .topic(topic)
                .key(key)
                .value(codec.write(topic, value))
                .eventId(eventId)
                .eventType(eventType)
                .occurredAt(clock.instant())
                .build()));
    }
}
