package info.sopranoexch.webhook.inspection;

import info.sopranoexch.webhook.sql.Sql;
import info.sopranoexch.webhook.suspension.SuspendedDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds endpoints of all accounts whose webhooks do not arrive. Endpoints that a merchant removed are left out. */
@Repository
class TroubledEndpointStore {
    private final JdbcClient jdbc;

    TroubledEndpointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after only endpoints with a higher id */
    List<TroubledEndpoint> find(long after, int limit, Instant now) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT q.*, w.waiting, w.oldest, a.http_status, a.error
                        FROM (
                          SELECT q.endpoint_id, q.merchant_id, q.account_id, q.failures, q.paused_until, %s AS held
                          FROM endpoint_queue q WHERE q.endpoint_id > :after) AS q
                        CROSS JOIN LATERAL (
                          SELECT count(*) AS waiting, min(accepted_at) AS oldest FROM delivery d
                          WHERE d.endpoint_id = q.endpoint_id) AS w
                        LEFT JOIN LATERAL (
                          SELECT a.http_status, a.error FROM attempt a WHERE a.delivery_id = (
                            SELECT d.id FROM delivery d WHERE d.endpoint_id = q.endpoint_id AND d.head_of_line AND d.attempts > 0
                            ORDER BY d.due_at, d.id LIMIT 1)
                          ORDER BY a.at DESC LIMIT 1) AS a ON true
                        WHERE q.failures > 0 OR (q.held <> 'removed' AND (w.waiting > 0 OR q.held = 'gone'))
                        ORDER BY q.endpoint_id LIMIT :limit
                        """, SuspendedDelivery.reason(":now")))
                .param("after", after)
                .param("limit", limit)
                .param("now", Sql.time(now))
                .query((row, n) -> new TroubledEndpoint(
                        row.getLong("endpoint_id"),
                        row.getLong("merchant_id"),
                        row.getLong("account_id"),
                        row.getInt("failures"),
                        row.getString("held"),
                        "paused".equals(row.getString("held")) ? Sql.nullableInstant(row, "paused_until") : null,
                        row.getLong("waiting"),
                        Sql.nullableInstant(row, "oldest"),
                        row.getObject("http_status", Integer.class),
                        row.getString("error")))
                .list();
    }
}
