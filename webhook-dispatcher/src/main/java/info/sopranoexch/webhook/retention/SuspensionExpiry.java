package info.sopranoexch.webhook.retention;

import info.sopranoexch.starter.database.Columns;
import java.time.Instant;
import java.time.Period;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Marks deliveries as exhausted that waited longer than {@code suspendedDays} for a disabled endpoint. They stay in the history and can
 * be redelivered.
 */
@Component
class SuspensionExpiry {
    private static final Logger log = LoggerFactory.getLogger(SuspensionExpiry.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final RetentionProperties properties;
    private final Partitions partitions;
    private final RetentionClock clock;

    SuspensionExpiry(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            RetentionProperties properties,
            Partitions partitions,
            RetentionClock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 600_000)
    void runOnce() {
        DatabaseTime time = clock.read();
        time.cutoff(time.now(), Period.ofDays(properties.suspendedDays()))
                .ifPresentOrElse(
                        before -> expire(before, time.now()),
                        () -> log.warn(
                                "No delivery is expired: the database's clock jumped to {}", time.steadySince()));
    }

    private void expire(Instant before, Instant now) {
        Integer expired;
        do {
            expired = partitions.creatingMissing(
                    () -> PartitionKeys.days(Stream.of(now)),
                    () -> transactions.execute(status -> expireBatch(before, now)));
            if (expired != null && expired > 0) {
                log.info("{} deliveries of disabled endpoints expired", expired);
            }
        } while (expired != null && expired == properties.expiryBatch());
    }

    private Integer expireBatch(Instant before, Instant now) {
        // Locks endpoint queues before payment queues, as the recording of results does.
        return jdbc.sql("""
                        WITH old AS MATERIALIZED (
                            SELECT d.id, d.endpoint_id FROM delivery d JOIN endpoint_queue q USING (endpoint_id)
                            WHERE d.accepted_at < :before AND (NOT q.enabled OR q.disabled_reason IS NOT NULL)
                            LIMIT :batch FOR UPDATE OF d SKIP LOCKED),
                        counted AS (
                            UPDATE endpoint_queue q SET exhausted = q.exhausted + o.n
                            FROM (SELECT endpoint_id, count(*) AS n FROM old GROUP BY 1 ORDER BY 1) o
                            WHERE q.endpoint_id = o.endpoint_id RETURNING q.endpoint_id),
                        gone AS (
                            DELETE FROM delivery d USING old o JOIN counted c USING (endpoint_id)
                            WHERE d.id = o.id RETURNING d.*),
                        queues AS (
                            UPDATE payment_queue h SET pending = h.pending - g.n
                            FROM (SELECT payment_month, payment_id, endpoint_id, count(*) AS n
                                  FROM gone GROUP BY 1, 2, 3) g
                            WHERE h.payment_month = g.payment_month AND h.payment_id = g.payment_id
                              AND h.endpoint_id = g.endpoint_id RETURNING 1),
                        kept AS (
                            INSERT INTO finished (id, endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, finished_at, outcome, attempts, traceparent)
                            SELECT id, endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, :now, 'exhausted', attempts, traceparent FROM gone RETURNING 1)
                        SELECT count(*) FROM kept
                        """)
                .param("before", Columns.utc(before))
                .param("now", Columns.utc(now))
                .param("batch", properties.expiryBatch())
                .query(Integer.class)
                .single();
    }
}
