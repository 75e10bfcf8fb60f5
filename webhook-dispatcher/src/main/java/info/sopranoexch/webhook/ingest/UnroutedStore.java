package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the table {@code unrouted}: events whose merchant is not in the directory yet. */
@Repository
class UnroutedStore {
    private static final String COLUMNS =
            "payment_id, version, merchant_id, payment_month, status, refund_type, event_id, body, traceparent";

    private final JdbcClient jdbc;

    UnroutedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(StatementBatch statements, List<IncomingEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        statements.update(
                """
                        INSERT INTO unrouted (payment_id, version, merchant_id, payment_month, status, refund_type,
                            event_id, body, traceparent, arrived_at)
                        SELECT u.*, CAST(? AS timestamptz) FROM unnest(CAST(? AS text[]), ?, ?, CAST(? AS date[]),
                            CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), ?, CAST(? AS text[])) AS u
                        ON CONFLICT DO NOTHING
                        """,
                Columns.utc(now),
                Sql.texts(events, IncomingEvent::paymentId),
                Sql.longs(events, IncomingEvent::version),
                Sql.longs(events, IncomingEvent::merchantId),
                Sql.texts(events, IncomingEvent::paymentMonth),
                Sql.texts(events, IncomingEvent::status),
                Sql.texts(events, IncomingEvent::refundType),
                Sql.texts(events, IncomingEvent::eventId),
                Sql.bytes(events, IncomingEvent::body),
                Sql.texts(events, IncomingEvent::traceparent));
    }

    List<Long> merchants() {
        return jdbc.sql("SELECT DISTINCT merchant_id FROM unrouted LIMIT 1000")
                .query(Long.class)
                .list();
    }

    List<IncomingEvent> waiting(Collection<Long> merchantIds) {
        return jdbc.sql(String.format(
                        Locale.ROOT, "SELECT %s FROM unrouted WHERE merchant_id = ANY (:merchants)", COLUMNS))
                .param("merchants", Sql.longs(merchantIds, id -> id))
                .query(UnroutedStore::map)
                .list();
    }

    /** Deletes and returns the events of these merchants, ordered by version within each payment. */
    StatementBatch.Rows<IncomingEvent> take(StatementBatch statements, Collection<Long> merchantIds) {
        return statements.query(
                UnroutedStore::map, String.format(Locale.ROOT, """
                        WITH taken AS (DELETE FROM unrouted WHERE merchant_id = ANY (?) RETURNING %1$s)
                        SELECT %1$s FROM taken ORDER BY version
                        """, COLUMNS), Sql.longs(merchantIds, id -> id));
    }

    private static IncomingEvent map(ResultSet row, int number) throws SQLException {
        return new IncomingEvent(
                row.getString("payment_id"),
                row.getLong("version"),
                row.getLong("merchant_id"),
                row.getObject("payment_month", LocalDate.class),
                row.getString("status"),
                row.getString("refund_type"),
                row.getString("event_id"),
                row.getBytes("body"),
                row.getString("traceparent"));
    }
}
