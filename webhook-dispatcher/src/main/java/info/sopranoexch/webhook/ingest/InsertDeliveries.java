package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.ingest.IngestStore.Head;
import info.sopranoexch.webhook.ingest.IngestStore.Inserting;
import info.sopranoexch.webhook.lane.HandOver;
import info.sopranoexch.webhook.parking.ParkedEvents;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Inserts deliveries, and tells within the transaction whom that concerns. As a rule it concerns nobody: then the insert
 * goes in the message that commits.
 */
@Component
class InsertDeliveries {
    private final IngestStore store;
    private final ParkedEvents parkedEvents;
    private final HandOver handOver;
    private final JdbcTemplate jdbc;

    InsertDeliveries(IngestStore store, ParkedEvents parkedEvents, HandOver handOver, JdbcTemplate jdbc) {
        this.store = store;
        this.parkedEvents = parkedEvents;
        this.handOver = handOver;
        this.jdbc = jdbc;
    }

    /** What an insert has to know beforehand. */
    record Asked(StatementBatch.Rows<Head> heads, StatementBatch.Rows<Boolean> parked) {}

    /** Locks and asks, by an earlier trip of the same transaction. */
    Asked ask(StatementBatch statements, List<NewDelivery> deliveries, Instant now) {
        return new Asked(store.lockHeads(statements, deliveries), store.parked(statements, deliveries, now));
    }

    /**
     * Inserts by the last trip, or at once. A lane that is parked at this very moment is told of with all that it has by
     * then.
     */
    Inserting insert(StatementBatch last, List<NewDelivery> deliveries, Asked asked, Instant now) {
        List<Head> heads = asked.heads().get();
        if (!asked.parked().get().getFirst()
                && handOver.ownsAll(deliveries.stream().mapToLong(NewDelivery::endpointId))) {
            return store.insert(last, deliveries, heads, now);
        }
        var statements = new StatementBatch();
        Inserting inserting = store.insert(statements, deliveries, heads, now);
        statements.execute(jdbc);
        parkedEvents.tell(inserting.parked(), now);
        handOver.announce(inserting.heads());
        return inserting;
    }

    /** As above, when what to insert is known within the transaction only. */
    Inserting insert(StatementBatch last, List<NewDelivery> deliveries, Instant now) {
        var statements = new StatementBatch();
        Asked asked = ask(statements, deliveries, now);
        statements.execute(jdbc);
        return insert(last, deliveries, asked, now);
    }
}
