package info.sopranoexch.webhook.outbox;

import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.sql.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table {@code webhook_outbox}. It stores events in Avro's single-object encoding, so that recording a result does
 * not depend on the schema registry.
 */
@Repository
public class OutboxStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    OutboxStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Inserts within the caller's transaction. @return the id of the batch; empty if there are no events */
    public StatementBatch.Rows<Long> insert(StatementBatch statements, List<OutboxEvent> events, Instant now) {
        return statements.query(
                (row, _) -> row.getLong(1),
                """
                        INSERT INTO webhook_outbox (created_at, events, traceparents)
                        SELECT CAST(? AS timestamptz), e, CAST(? AS text[]) FROM CAST(? AS bytea[]) AS e
                        WHERE cardinality(e) > 0 RETURNING id
                        """,
                Sql.time(now),
                Sql.texts(events, OutboxEvent::traceparent),
                events.stream().map(outgoing -> encode(outgoing.event())).toArray(byte[][]::new));
    }

    /** Inserts with a statement of its own. */
    public void insert(List<OutboxEvent> events, Instant now) {
        if (!events.isEmpty()) {
            var statements = new StatementBatch();
            insert(statements, events, now);
            statements.execute(template);
        }
    }

    void delete(Collection<Long> ids) {
        jdbc.sql("DELETE FROM webhook_outbox WHERE id = ANY (:ids)")
                .param("ids", Sql.longs(ids, id -> id))
                .update();
    }

    /** Locks batches that were committed before a time, skipping those that other instances lock. */
    List<OutboxBatch> lockUnsent(Instant before, int limit) {
        return jdbc.sql("""
                        SELECT id, events, traceparents FROM webhook_outbox WHERE created_at < :before
                        ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .param("before", Sql.time(before))
                .param("limit", limit)
                .query(OutboxStore::batch)
                .list();
    }

    private static OutboxBatch batch(ResultSet row, int number) throws SQLException {
        Array array = row.getArray("events");
        Array traces = row.getArray("traceparents");
        String[] traceparents = traces == null ? null : (String[]) traces.getArray();
        List<OutboxEvent> events = new ArrayList<>();
        for (byte[] encoded : (byte[][]) array.getArray()) {
            events.add(new OutboxEvent(decode(encoded), traceparents == null ? null : traceparents[events.size()]));
        }
        return new OutboxBatch(row.getLong("id"), events);
    }

    private static byte[] encode(WebhookEvent event) {
        try {
            ByteBuffer buffer = event.toByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebhookEvent decode(byte[] encoded) {
        try {
            return WebhookEvent.fromByteBuffer(ByteBuffer.wrap(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
