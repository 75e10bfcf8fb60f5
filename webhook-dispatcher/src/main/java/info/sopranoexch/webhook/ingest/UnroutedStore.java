package info.sopranoexch.webhook.ingest;

import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code unrouted}: events whose merchant is not known yet. */
@Repository
class UnroutedStore {
    private static final String COLUMNS =
            "payment_id, version, merchant_id, payment_month, status, event_id, body, traceparent";

    private final JdbcClient jdbc;

    UnroutedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void park(List<IncomingEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO unrouted (payment_id, version, merchant_id, payment_month, status, event_id, body,
                            traceparent, arrived_at)
                        SELECT u.*, :now FROM unnest(CAST(:payments AS text[]), CAST(:versions AS bigint[]),
                            CAST(:merchants AS bigint[]), CAST(:months AS date[]), CAST(:statuses AS text[]),
                            CAST(:events AS text[]), CAST(:bodies AS bytea[]), CAST(:traces AS text[])) AS u
                        ON CONFLICT DO NOTHING
                        """)
                .param("payments", Sql.texts(events, IncomingEvent::paymentId))
                .param("versions", Sql.longs(events, IncomingEvent::version))
                .param("merchants", Sql.longs(events, IncomingEvent::merchantId))
                .param("months", Sql.texts(events, IncomingEvent::paymentMonth))
                .param("statuses", Sql.texts(events, IncomingEvent::status))
                .param("events", Sql.texts(events, IncomingEvent::eventId))
                .param("bodies", Sql.bytes(events, IncomingEvent::body))
                .param("traces", Sql.texts(events, IncomingEvent::traceparent))
                .param("now", Sql.time(now))
                .update();
    }

    List<Long> merchants() {
        return jdbc.sql("SELECT DISTINCT merchant_id FROM unrouted LIMIT 1000")
                .query(Long.class)
                .list();
    }

    List<IncomingEvent> waiting(Collection<Long> merchantIds) {
        return jdbc.sql("SELECT %s FROM unrouted WHERE merchant_id = ANY (:merchants)".formatted(COLUMNS))
                .param("merchants", Sql.longs(merchantIds, id -> id))
                .query(UnroutedStore::map)
                .list();
    }

    /** Removes and returns what waits for these merchants, by version within each payment. */
    List<IncomingEvent> take(Collection<Long> merchantIds) {
        if (merchantIds.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("DELETE FROM unrouted WHERE merchant_id = ANY (:merchants) RETURNING %s".formatted(COLUMNS))
                .param("merchants", Sql.longs(merchantIds, id -> id))
                .query(UnroutedStore::map)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(IncomingEvent::version))
                .toList();
    }

    private static IncomingEvent map(ResultSet row, int number) throws SQLException {
        return new IncomingEvent(
                row.getString("payment_id"),
                row.getLong("version"),
                row.getLong("merchant_id"),
                row.getObject("payment_month", LocalDate.class),
                row.getString("status"),
                row.getString("event_id"),
                row.getBytes("body"),
                row.getString("traceparent"));
    }
}
