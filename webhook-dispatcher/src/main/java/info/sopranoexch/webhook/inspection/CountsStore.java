package info.sopranoexch.webhook.inspection;

import info.sopranoexch.webhook.sql.Sql;
import info.sopranoexch.webhook.suspension.SuspendedDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts of deliveries, an endpoint a row, all out of one snapshot of the database. */
@Repository
class CountsStore {
    private final JdbcClient jdbc;

    CountsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return none when the account has no such merchant */
    List<EndpointCounts> of(long accountId, long merchantId, Instant now) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT q.endpoint_id, coalesce(i.accepted, 0) AS accepted, q.delivered, q.exhausted,
                               (SELECT count(*) FROM delivery d WHERE d.endpoint_id = q.endpoint_id) AS waiting,
                               %s AS suspended_reason,
                               CASE WHEN q.throttled_until > :now THEN q.throttled_until END AS throttled_until,
                               CASE WHEN q.paused_until > :now THEN q.paused_until END AS paused_until
                        FROM endpoint_queue q LEFT JOIN endpoint_intake i USING (endpoint_id)
                        WHERE q.account_id = :account AND q.merchant_id = :merchant ORDER BY q.endpoint_id
                        """, SuspendedDelivery.reason(":now")))
                .param("now", Sql.time(now))
                .param("account", accountId)
                .param("merchant", merchantId)
                .query((row, n) -> {
                    String reason = row.getString("suspended_reason");
                    long waiting = row.getLong("waiting");
                    return new EndpointCounts(
                            row.getLong("endpoint_id"),
                            row.getLong("accepted"),
                            row.getLong("delivered"),
                            reason == null ? waiting : 0,
                            row.getLong("exhausted"),
                            reason == null ? 0 : waiting,
                            reason,
                            Sql.nullableInstant(row, "throttled_until"),
                            Sql.nullableInstant(row, "paused_until"));
                })
                .list();
    }
}
