package info.sopranoexch.webhook.inspection;

import info.sopranoexch.webhook.parking.ParkedDelivery;
import info.sopranoexch.webhook.sql.Sql;
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
                        SELECT l.endpoint_id, coalesce(i.accepted, 0) AS accepted, l.delivered, l.exhausted,
                               (SELECT count(*) FROM delivery d WHERE d.endpoint_id = l.endpoint_id) AS waiting,
                               %s AS parked,
                               CASE WHEN l.not_before > :now THEN l.not_before END AS throttled_until,
                               CASE WHEN l.paused_until > :now THEN l.paused_until END AS paused_until
                        FROM lane l LEFT JOIN lane_intake i USING (endpoint_id)
                        WHERE l.account_id = :account AND l.merchant_id = :merchant ORDER BY l.endpoint_id
                        """, ParkedDelivery.reason(":now")))
                .param("now", Sql.time(now))
                .param("account", accountId)
                .param("merchant", merchantId)
                .query((row, n) -> {
                    String reason = row.getString("parked");
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
