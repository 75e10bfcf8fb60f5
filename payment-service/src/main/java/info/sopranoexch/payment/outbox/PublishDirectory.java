package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Changes of the directory: committed together with their records, which are published before the change returns. */
@Component
public class PublishDirectory {
    private static final Logger log = LoggerFactory.getLogger(PublishDirectory.class);

    private final Transactions transactions;
    private final Shards shards;
    private final OutboxStore store;
    private final PublishOutbox publish;
    private final JdbcTemplate jdbc;

    PublishDirectory(
            Transactions transactions, Shards shards, OutboxStore store, PublishOutbox publish, JdbcTemplate jdbc) {
        this.transactions = transactions;
        this.shards = shards;
        this.store = store;
        this.publish = publish;
        this.jdbc = jdbc;
    }

    /**
     * Runs the change in a transaction that holds the directory's lock, so that records go out in the order of the changes.
     * When Kafka does not answer, the change stands all the same and its records go out later.
     */
    public <T> T change(Supplier<T> change) {
        Set<Integer> directory = Set.of(Shards.DIRECTORY);
        var statements = new StatementBatch();
        shards.lock(statements, directory);
        T made = transactions.run(statements, change);
        try {
            publish.publish(directory);
        } catch (RuntimeException e) {
            log.warn("a change of the directory is published later: {}", e.toString());
        }
        return made;
    }

    /** To be called within {@link #change}. */
    public void announce(OutboxRecord record) {
        var statements = new StatementBatch();
        store.add(statements, List.of(record));
        statements.execute(jdbc);
    }
}
