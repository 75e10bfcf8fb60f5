package info.sopranoexch.webhook.suspension;

import info.sopranoexch.starter.database.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the table {@code suspension}: suspended endpoints and the progress of publishing their deliveries. */
@Repository
class SuspensionStore {
    /**
     * @param since start of the suspension; the ingestion publishes deliveries that it accepts after this time
     * @param payment the payment of the last published delivery
     * @param version the payment version of the last published delivery
     */
    record Suspension(long endpointId, Instant since, String payment, long version) {}

    private final JdbcClient jdbc;

    SuspensionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts new suspensions and deletes those that ended. */
    void update(Instant now) {
        jdbc.sql(String.format(Locale.ROOT, """
                        INSERT INTO suspension AS p (endpoint_id, since, occasion)
                        SELECT endpoint_id, :now, directory_version || ' ' || delivered FROM endpoint_queue q WHERE %s IS NOT NULL
                        ON CONFLICT (endpoint_id) DO UPDATE
                            SET since = excluded.since, occasion = excluded.occasion, payment_id = '', version = 0,
                                all_published = false
                            WHERE p.occasion <> excluded.occasion
                        """, SuspendedDelivery.reason(":now")))
                .param("now", Columns.utc(now))
                .update();
        // A pause ends when a probe succeeds, not when paused_until passes.
        jdbc.sql("""
                        DELETE FROM suspension p USING endpoint_queue q WHERE q.endpoint_id = p.endpoint_id
                        AND q.enabled AND q.disabled_reason IS NULL AND q.paused_until IS NULL
                        """).update();
    }

    /** Locks a suspension that is not fully published, skipping those that other instances lock. */
    Optional<Suspension> nextUnpublished() {
        return jdbc.sql("""
                        SELECT endpoint_id, since, payment_id AS payment, version FROM suspension WHERE NOT all_published
                        ORDER BY since, endpoint_id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """).query(Suspension.class).optional();
    }

    /** Returns the next deliveries in the order of payment and version. New deliveries do not change this order. */
    List<SuspendedDelivery> next(Suspension suspension, Instant now, int limit) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT d.id, d.endpoint_id, d.payment_id, d.version, d.status, d.refund_type, d.event_id, d.attempts,
                               q.account_id, q.merchant_id, q.paused_until, coalesce(%s, 'paused') AS suspended_reason
                        FROM delivery d JOIN endpoint_queue q USING (endpoint_id)
                        WHERE d.endpoint_id = :endpoint AND (d.payment_id, d.version) > (:payment, :version)
                          AND d.accepted_at <= :since
                        ORDER BY d.payment_id, d.version LIMIT :limit
                        """, SuspendedDelivery.reason(":now")))
                .param("now", Columns.utc(now))
                .param("endpoint", suspension.endpointId())
                .param("payment", suspension.payment())
                .param("version", suspension.version())
                .param("since", Columns.utc(suspension.since()))
                .param("limit", limit)
                .query((row, n) -> SuspendedDelivery.map(row))
                .list();
    }

    void advance(Suspension suspension, List<SuspendedDelivery> published, boolean all) {
        String payment =
                published.isEmpty() ? suspension.payment() : published.getLast().paymentId();
        long version =
                published.isEmpty() ? suspension.version() : published.getLast().version();
        jdbc.sql("""
                        UPDATE suspension SET payment_id = :payment, version = :version, all_published = :all
                        WHERE endpoint_id = :endpoint
                        """)
                .param("payment", payment)
                .param("version", version)
                .param("all", all)
                .param("endpoint", suspension.endpointId())
                .update();
    }
}
