package info.sopranoexch.starter.outbox;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes the table {@code outbox}, and locks its shards. */
public final class OutboxStore {
    /** First key of the advisory locks; the second key is the shard. */
    private static final int LOCK_CLASS = 4_710;

    record Row(long id, OutboxRecord record) {}

    /** Unpublished rows of a shard. */
    record Backlog(int shard, long rows, double ageSeconds) {}

    private final JdbcTemplate jdbc;

    OutboxStore(JdbcTemplate jdbc) {
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
        lock(
                statements,
                shards,
                ", set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)");
    }

    private static void lock(StatementBatch statements, Collection<Integer> shards, String settings) {
        statements.query((_, _) -> true, String.format(Locale.ROOT, """
                SELECT pg_advisory_xact_lock(?, shard), set_config('plan_cache_mode', 'force_generic_plan', true)%s
                FROM unnest(?) AS shard
                """, settings), LOCK_CLASS, sorted(shards));
    }

    static Integer[] sorted(Collection<Integer> shards) {
        return shards.stream().distinct().sorted().toArray(Integer[]::new);
    }

    /** Adds records in the transaction that causes them. */
    public void add(StatementBatch statements, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(records);
        statements.update(
                """
                INSERT INTO outbox (shard, topic, key, value, event_id, event_type, occurred_at, traceparent)
                SELECT shard, topic, key, value, event_id, event_type,
                  timestamptz 'epoch' + occurred_at * interval '1 millisecond', traceparent
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

    /** Adds records with a statement of its own. */
    public void add(List<OutboxRecord> records) {
        var statements = new StatementBatch();
        add(statements, records);
        statements.execute(jdbc);
    }

    /**
     * Deletes and returns the rows with the smallest ids, in any order.
     *
     * @param after a lower bound of the ids; skipping the index entries of deleted rows keeps a busy outbox fast
     */
    StatementBatch.Rows<Row> take(StatementBatch statements, Integer[] shards, long after, int limit) {
        return statements.query(OutboxStore::row, """
                DELETE FROM outbox WHERE ctid = ANY (ARRAY (
                  SELECT ctid FROM outbox WHERE shard = ANY (?) AND id > ? ORDER BY id LIMIT ?))
                RETURNING id, shard, topic, key, value, event_id, event_type, occurred_at, traceparent
                """, shards, after, limit);
    }

    List<Backlog> backlog() {
        return jdbc.query(
                """
                SELECT shard, count(*) AS rows, extract(epoch FROM now() - min(written_at)) AS seconds
                FROM outbox GROUP BY shard ORDER BY shard
                """, (row, _) -> new Backlog(row.getInt("shard"), row.getLong("rows"), row.getDouble("seconds")));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                OutboxRecordBuilder.builder()
                        .shard(row.getInt("shard"))
                        .topic(text(row, "topic"))
                        .key(text(row, "key"))
                        .value(row.getBytes("value"))
                        .eventId(text(row, "event_id"))
                        .eventType(text(row, "event_type"))
                        .occurredAt(instant(row, "occurred_at"))
                        .traceparent(row.getString("traceparent"))
                        .build());
    }
}
