package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.webhook.suspension.SuspendedDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads counters and the state of endpoints. */
@Repository
class EndpointStore {
    /**
     * The deliveries of an endpoint: accepted = delivered + pending + exhausted + parked. Test events count too.
     *
     * @param parkedBecause {@code paused}, {@code disabled}, {@code gone} or {@code removed}; null if the endpoint is not suspended
     * @param throttledUntil the end of the throttling that the endpoint requested by {@code Retry-After}; null if it is not throttled
     * @param pausedUntil the time of the next probe of a failing endpoint; null if it is not paused
     */
    record EndpointCounts(
            long endpointId,
            long accepted,
            long delivered,
            long pending,
            long exhausted,
            long parked,
            @Nullable String parkedBecause,
            @Nullable Instant throttledUntil,
            @Nullable Instant pausedUntil) {}

    /**
     * An endpoint that needs an operator's attention: its last attempt failed, or its deliveries are held.
     *
     * @param failures consecutive failed attempts
     * @param heldBecause {@code paused}, {@code disabled}, {@code gone} or {@code removed}; null if deliveries are attempted
     * @param waiting deliveries that are neither delivered nor exhausted
     * @param oldestWaitingSince when the oldest of them was accepted; null if there are none
     * @param lastHttpStatus of the last attempt of the delivery that is due first; null if there was no response
     * @param lastError stable code of that attempt; null if there was a response
     */
    record TroubledEndpoint(
            long endpointId,
            long merchantId,
            long accountId,
            int failures,
            @Nullable String heldBecause,
            @Nullable Instant heldUntil,
            long waiting,
            @Nullable Instant oldestWaitingSince,
            @Nullable Integer lastHttpStatus,
            @Nullable String lastError) {}

    private final JdbcClient jdbc;

    EndpointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The counters of a merchant's endpoints from one snapshot of the database. @return empty if the account has no such merchant */
    List<EndpointCounts> counts(long accountId, long merchantId, Instant now) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT c.*, CASE WHEN parked_because IS NULL THEN waiting ELSE 0 END AS pending,
                               CASE WHEN parked_because IS NULL THEN 0 ELSE waiting END AS parked
                        FROM (
                          SELECT q.endpoint_id, coalesce(i.accepted, 0) AS accepted, q.delivered, q.exhausted,
                                 (SELECT count(*) FROM delivery d WHERE d.endpoint_id = q.endpoint_id) AS waiting,
                                 %s AS parked_because,
                                 CASE WHEN q.throttled_until > :now THEN q.throttled_until END AS throttled_until,
                                 CASE WHEN q.paused_until > :now THEN q.paused_until END AS paused_until
                          FROM endpoint_queue q LEFT JOIN endpoint_intake i USING (endpoint_id)
                          WHERE q.account_id = :account AND q.merchant_id = :merchant) AS c
                        ORDER BY endpoint_id
                        """, SuspendedDelivery.reason(":now")))
                .param("now", Columns.utc(now))
                .param("account", accountId)
                .param("merchant", merchantId)
                .query(EndpointCounts.class)
                .list();
    }

    /**
     * Finds endpoints of all accounts whose webhooks do not arrive, without endpoints that a merchant removed.
     *
     * @param after only endpoints with a higher id
     */
    List<TroubledEndpoint> troubled(long after, int limit, Instant now) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT q.endpoint_id, q.merchant_id, q.account_id, q.failures, q.held AS held_because,
                               CASE WHEN q.held = 'paused' THEN q.paused_until END AS held_until, w.waiting,
                               w.oldest AS oldest_waiting_since, a.http_status AS last_http_status, a.error AS last_error
                        FROM (
                          SELECT q.endpoint_id, q.merchant_id, q.account_id, q.failures, q.paused_until, %s AS held
                          FROM endpoint_queue q WHERE q.endpoint_id > :after) AS q
                        CROSS JOIN LATERAL (
                          SELECT count(*) AS waiting, min(accepted_at) AS oldest FROM delivery d
                          WHERE d.endpoint_id = q.endpoint_id) AS w
                        LEFT JOIN LATERAL (
                          SELECT a.http_status, a.error FROM attempt a WHERE a.delivery_id = (
                            SELECT d.id FROM delivery d
                            WHERE d.endpoint_id = q.endpoint_id AND d.head_of_line AND d.attempts > 0
                            ORDER BY d.due_at, d.id LIMIT 1)
                          ORDER BY a.at DESC LIMIT 1) AS a ON true
                        WHERE q.failures > 0 OR (q.held <> 'removed' AND (w.waiting > 0 OR q.held = 'gone'))
                        ORDER BY q.endpoint_id LIMIT :limit
                        """, SuspendedDelivery.reason(":now")))
                .param("after", after)
                .param("limit", limit)
                .param("now", Columns.utc(now))
                .query(TroubledEndpoint.class)
                .list();
    }
}
