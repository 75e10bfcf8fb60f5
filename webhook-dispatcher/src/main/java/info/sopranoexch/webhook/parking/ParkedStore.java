package info.sopranoexch.webhook.parking;

import info.sopranoexch.webhook.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code parked_lane}: lanes that are parked, and how far their deliveries were told. */
@Repository
class ParkedStore {
    /**
     * @param since what was accepted later was told when it was accepted
     * @param payment the last delivery that was told
     */
    record ParkedLane(long endpointId, Instant since, String payment, long version) {}

    private final JdbcClient jdbc;

    ParkedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the lanes that have come to be parked, and forgets those whose endpoint is well again. */
    void follow(Instant now) {
        jdbc.sql(String.format(Locale.ROOT, """
                        INSERT INTO parked_lane AS p (endpoint_id, since, occasion)
                        SELECT endpoint_id, :now, directory_version || ' ' || delivered FROM lane l WHERE %s IS NOT NULL
                        ON CONFLICT (endpoint_id) DO UPDATE
                            SET since = excluded.since, occasion = excluded.occasion, payment_id = '', version = 0,
                                told = false
                            WHERE p.occasion <> excluded.occasion
                        """, ParkedDelivery.reason(":now")))
                .param("now", Sql.time(now))
                .update();
        // Between a pause and the outcome of its probe it is still the same pause.
        jdbc.sql("""
                        DELETE FROM parked_lane p USING lane l WHERE l.endpoint_id = p.endpoint_id
                        AND l.enabled AND l.disabled_reason IS NULL AND l.paused_until IS NULL
                        """).update();
    }

    /** A lane of which not all is told; locked, and leaving out what others have locked. */
    Optional<ParkedLane> untold() {
        return jdbc.sql("""
                        SELECT endpoint_id, since, payment_id, version FROM parked_lane WHERE NOT told
                        ORDER BY since, endpoint_id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .query((row, n) -> new ParkedLane(
                        row.getLong("endpoint_id"),
                        Sql.instant(row, "since"),
                        row.getString("payment_id"),
                        row.getLong("version")))
                .optional();
    }

    /** The next of its deliveries, by payment and version: an order that those which come meanwhile do not disturb. */
    List<ParkedDelivery> next(ParkedLane lane, Instant now, int limit) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT d.id, d.endpoint_id, d.payment_id, d.version, d.status, d.refund_type, d.event_id, d.attempts,
                               l.account_id, l.merchant_id, l.paused_until, coalesce(%s, 'paused') AS parked
                        FROM delivery d JOIN lane l USING (endpoint_id)
                        WHERE d.endpoint_id = :endpoint AND (d.payment_id, d.version) > (:payment, :version)
                          AND d.accepted_at <= :since
                        ORDER BY d.payment_id, d.version LIMIT :limit
                        """, ParkedDelivery.reason(":now")))
                .param("now", Sql.time(now))
                .param("endpoint", lane.endpointId())
                .param("payment", lane.payment())
                .param("version", lane.version())
                .param("since", Sql.time(lane.since()))
                .param("limit", limit)
                .query((row, n) -> ParkedDelivery.map(row))
                .list();
    }

    void advance(ParkedLane lane, List<ParkedDelivery> told, boolean all) {
        String payment = told.isEmpty() ? lane.payment() : told.getLast().paymentId();
        long version = told.isEmpty() ? lane.version() : told.getLast().version();
        jdbc.sql("""
                        UPDATE parked_lane SET payment_id = :payment, version = :version, told = :all
                        WHERE endpoint_id = :endpoint
                        """)
                .param("payment", payment)
                .param("version", version)
                .param("all", all)
                .param("endpoint", lane.endpointId())
                .update();
    }
}
