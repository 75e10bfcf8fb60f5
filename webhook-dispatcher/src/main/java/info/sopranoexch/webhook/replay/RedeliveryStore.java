package info.sopranoexch.webhook.replay;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryRows;
import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Makes deliveries due again: expedites pending ones and restores finished ones. */
@Repository
class RedeliveryStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RedeliveryStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Expedites a pending delivery and the earlier deliveries of its payment, within the caller's transaction. They keep their order.
     * The payment queue is locked first, as by the recording of results.
     *
     * @return the delivery that is ready to be sent
     */
    List<Delivery> expedite(long accountId, long id) {
        return jdbc
                .sql(String.format(Locale.ROOT, """
                        WITH target AS MATERIALIZED (
                            SELECT d.endpoint_id, d.payment_id, d.version FROM delivery d
                            JOIN endpoint_queue q USING (endpoint_id)
                            JOIN payment_queue h USING (payment_month, payment_id, endpoint_id)
                            WHERE d.id = :id AND q.account_id = :account FOR UPDATE OF h),
                        sooner AS (
                            UPDATE delivery d SET due_at = least(d.due_at, :now), expedited = true FROM target t
                            WHERE d.endpoint_id = t.endpoint_id AND d.payment_id = t.payment_id
                              AND (d.version <= t.version OR d.head_of_line)
                            RETURNING d.*)
                        SELECT head_of_line, %s FROM sooner
                        """, DeliveryRows.COLUMNS))
                .param("id", id)
                .param("account", accountId)
                .param("now", Columns.utc(clock.instant()))
                .query(RedeliveryStore::headOfLine)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Makes finished deliveries pending again and corrects the counters, within the caller's transaction.
     *
     * @param expedited whether they are sent although their endpoint is throttled or paused
     * @return the deliveries that are ready to be sent
     */
    List<Delivery> restore(long accountId, List<Long> ids, boolean expedited) {
        // Locks endpoint queues before payment queues, as the recording of results does.
        return jdbc
                .sql(String.format(Locale.ROOT, """
                        WITH selected AS MATERIALIZED (
                            SELECT f.id, f.endpoint_id, f.outcome FROM finished f JOIN endpoint_queue q USING (endpoint_id)
                            WHERE f.id = ANY (:ids) AND q.account_id = :account FOR UPDATE OF f),
                        counted AS (
                            UPDATE endpoint_queue q SET delivered = q.delivered - m.delivered, exhausted = q.exhausted - m.exhausted
                            FROM (SELECT endpoint_id, count(*) FILTER (WHERE outcome = 'delivered') AS delivered,
                                         count(*) FILTER (WHERE outcome = 'exhausted') AS exhausted
                                  FROM selected GROUP BY endpoint_id) m
                            WHERE q.endpoint_id = m.endpoint_id RETURNING q.endpoint_id),
                        restored AS (
                            DELETE FROM finished f USING selected m, counted c
                            WHERE f.id = m.id AND c.endpoint_id = m.endpoint_id RETURNING f.*),
                        ranked AS (
                            SELECT b.*, row_number() OVER (PARTITION BY endpoint_id, payment_id ORDER BY version) AS place
                            FROM restored b),
                        queues AS (
                            INSERT INTO payment_queue AS h (payment_month, endpoint_id, payment_id, last_version, pending)
                            SELECT payment_month, endpoint_id, payment_id, max(version), count(*) FROM restored
                            GROUP BY 1, 2, 3 ORDER BY payment_id COLLATE "C", endpoint_id
                            ON CONFLICT (payment_id, endpoint_id, payment_month) DO UPDATE
                                SET pending = h.pending + excluded.pending
                            RETURNING h.endpoint_id, h.payment_id, h.pending),
                        counts AS (SELECT endpoint_id, payment_id, count(*) AS n FROM restored GROUP BY 1, 2)
                        INSERT INTO delivery (id, endpoint_id, payment_id, payment_month, version, status, refund_type,
                            event_id, body, accepted_at, due_at, head_of_line, attempts, round_start, traceparent, expedited)
                        OVERRIDING SYSTEM VALUE
                        SELECT r.id, r.endpoint_id, r.payment_id, r.payment_month, r.version, r.status, r.refund_type,
                            r.event_id, r.body, r.accepted_at, :now, r.place = 1 AND h.pending = n.n, r.attempts,
                            r.attempts, r.traceparent, :expedited
                        FROM ranked r JOIN queues h USING (endpoint_id, payment_id)
                        JOIN counts n USING (endpoint_id, payment_id)
                        RETURNING head_of_line, %s
                        """, DeliveryRows.COLUMNS))
                .param("ids", Sql.longs(ids, id -> id))
                .param("account", accountId)
                .param("expedited", expedited)
                .param("now", Columns.utc(clock.instant()))
                .query(RedeliveryStore::headOfLine)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Delivery> headOfLine(ResultSet row, int number) throws SQLException {
        return row.getBoolean("head_of_line") ? Optional.of(DeliveryRows.map(row, number)) : Optional.empty();
    }

    /** @return the months of the payments of finished deliveries */
    List<LocalDate> paymentMonths(List<Long> ids) {
        return jdbc.sql("SELECT DISTINCT payment_month FROM finished WHERE id = ANY (:ids)")
                .param("ids", Sql.longs(ids, id -> id))
                .query(LocalDate.class)
                .list();
    }

    boolean exists(long accountId, long id) {
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT id, endpoint_id FROM delivery WHERE id = :id
                            UNION ALL SELECT id, endpoint_id FROM finished WHERE id = :id) d
                        JOIN endpoint_queue q USING (endpoint_id) WHERE q.account_id = :account
                        """)
                        .param("id", id)
                        .param("account", accountId)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
