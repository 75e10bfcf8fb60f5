package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of the outbox. */
@Component
public class OutboxStore {
    record Row(long id, OutboxRecord record) {}

    /** Rows of a shard that have waited long: nobody is publishing them. */
    record Leftover(int shard, long rows, double seconds) {}

    private final JdbcClient jdbc;

    OutboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** To be called in the transaction that makes the records true, with the locks of their shards held. */
    public void add(StatementBatch statements, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        statements.update(
                """
                        INSERT INTO outbox (shard, topic, key, value, event_id, event_type, occurred_at, traceparent)
                        SELECT shard, topic, key, value, event_id, event_type, from_ms(occurred_at), traceparent
                        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                          AS r (shard, topic, key, value, event_id, event_type, occurred_at, traceparent)
                        """,
                column(records, Integer[]::new, OutboxRecord::shard),
                column(records, String[]::new, OutboxRecord::topic),
                column(records, String[]::new, OutboxRecord::key),
                column(records, byte[][]::new, OutboxRecord::value),
                column(records, String[]::new, OutboxRecord::eventId),
                column(records, String[]::new, OutboxRecord::eventType),
                column(records, Long[]::new, r -> r.occurredAt().toEpochMilli()),
                column(records, String[]::new, OutboxRecord::traceparent));
    }

    /**
     * Takes the rows of the shards out of the outbox, in order of their ids when sorted.
     *
     * @param after rows up to this id are known to be gone: not walking over them again keeps a busy outbox fast
     */
    StatementBatch.Rows<Row> take(StatementBatch statements, Integer[] shards, long after) {
        return statements.query(OutboxStore::row, """
                DELETE FROM outbox WHERE shard = ANY (?) AND id > ?
                RETURNING id, shard, topic, key, value, event_id, event_type, occurred_at, traceparent
                """, shards, after);
    }

    List<Leftover> leftovers() {
        return jdbc.sql("""
                        SELECT shard, count(*) AS rows, extract(epoch FROM now() - min(occurred_at)) AS seconds
                        FROM outbox GROUP BY shard ORDER BY shard
                        """)
                .query((row, _) -> new Leftover(row.getInt("shard"), row.getLong("rows"), row.getDouble("seconds")))
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                new OutboxRecord(
                        row.getInt("shard"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getBytes("value"),
                        row.getString("event_id"),
                        row.getString("event_type"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("traceparent")));
    }

    private static <T> @Nullable T[] column(
            List<OutboxRecord> records,
            java.util.function.IntFunction<@Nullable T[]> array,
            Function<OutboxRecord, ? extends @Nullable T> value) {
        return records.stream().map(value).toArray(array);
    }
}
