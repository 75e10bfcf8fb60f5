package info.sopranoexch.payment.outbox;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the table {@code outbox}, and locks its shards. A shard is a partition number of
 * {@code payment.commands.v1}; the directory topics have a shard of their own. A transaction that changes payments of a
 * shard, or publishes its rows, holds the shard's lock until its end.
 */
@Component
public class OutboxStore {
    /** Shard of the directory topics. */
    public static final int DIRECTORY_SHARD = -1;

    /** First key of the advisory locks; the second key is the shard. */
    private static final int LOCK_CLASS = 4_710;

    record Row(long id, OutboxRecord record) {}

    /** Unpublished rows of a shard. */
    record Backlog(int shard, long rows, double ageSeconds) {}

    private final JdbcClient jdbc;

    OutboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the shards in ascending order, which prevents deadlocks. Later statements of the batch see what the previous
     * owners of the locks committed. They use generic plans: all find rows by key, and planning takes longer than executing.
     */
    public void lock(StatementBatch statements, Collection<Integer> shards) {
        lock(statements, shards, "");
    }

    /** As {@link #lock}. The commit does not wait for the disk: after a crash of the server the rows are published again. */
    void lockForPublishing(StatementBatch statements, Collection<Integer> shards) {
        lock(statements, shards, ", set_config('synchronous_commit', 'off', true)");
    }

    private static void lock(StatementBatch statements, Collection<Integer> shards, String setting) {
        statements.query((_, _) -> true, String.format(Locale.ROOT, """
                SELECT pg_advisory_xact_lock(?, shard), set_config('plan_cache_mode', 'force_generic_plan', true)%s
                FROM unnest(?) AS shard
                """, setting), LOCK_CLASS, sorted(shards));
    }

    static Integer[] sorted(Collection<Integer> shards) {
        return shards.stream().distinct().sorted().toArray(Integer[]::new);
    }

    /** Adds records in the transaction that makes them true. The caller must hold the locks of their shards. */
    public void add(StatementBatch statements, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(records);
        statements.update(
                """
                INSERT INTO outbox (shard, topic, key, value, event_id, event_type, occurred_at, traceparent)
                SELECT shard, topic, key, value, event_id, event_type, to_timestamp_ms(occurred_at), traceparent
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                  AS r (shard, topic, key, value, event_id, event_type, occurred_at, traceparent)
                """,
                columns.number(OutboxRecord::shard),
                columns.text(OutboxRecord::topic),
                columns.text(OutboxRecord::key),
                columns.bytes(OutboxRecord::value),
                columns.text(OutboxRecord::eventId),
                columns.text(OutboxRecord::eventType),
                columns.instant(OutboxRecord::occurredAt),
                columns.text(OutboxRecord::traceparent));
    }

    /**
     * Deletes and returns the rows of the shards, in any order.
     *
     * @param after a lower bound of the ids; skipping the index entries of deleted rows keeps a busy outbox fast
     */
    StatementBatch.Rows<Row> take(StatementBatch statements, Integer[] shards, long after) {
        return statements.query(OutboxStore::row, """
                DELETE FROM outbox WHERE shard = ANY (?) AND id > ?
                RETURNING id, shard, topic, key, value, event_id, event_type, occurred_at, traceparent
                """, shards, after);
    }

    List<Backlog> backlog() {
        return jdbc.sql("""
                        SELECT shard, count(*) AS rows, extract(epoch FROM now() - min(occurred_at)) AS seconds
                        FROM outbox GROUP BY shard ORDER BY shard
                        """)
                .query((row, _) -> new Backlog(row.getInt("shard"), row.getLong("rows"), row.getDouble("seconds")))
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                new OutboxRecord(
                        row.getInt("shard"),
                        text(row, "topic"),
                        text(row, "key"),
                        row.getBytes("value"),
                        text(row, "event_id"),
                        text(row, "event_type"),
                        instant(row, "occurred_at"),
                        row.getString("traceparent")));
    }
}
