package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.deliveries.WebhookType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads deliveries and attempts of one account. */
@Repository
class DeliveryViewStore {
    /**
     * Suspended is no state of a row but of its endpoint queue: an endpoint that is paused parks a million rows at no cost. So are the reason
     * for which a delivery waits and, as far as its endpoint is throttled or paused, the time.
     */
    private static final String ALL = """
            SELECT d.id, q.merchant_id, d.endpoint_id, d.payment_id, d.event_id, d.version, d.refund_type,
                   d.status AS payment_status,
                   CASE WHEN q.enabled AND q.disabled_reason IS NULL AND (q.paused_until IS NULL OR q.paused_until < :now)
                        THEN 'pending' ELSE 'parked' END AS status,
                   d.attempts, d.accepted_at,
                   CASE WHEN d.head_of_line AND d.expedited THEN :now
                        WHEN d.head_of_line THEN greatest(d.due_at, q.throttled_until, q.paused_until, :now) END AS next_attempt_at,
                   CASE WHEN q.disabled_reason = 'removed' THEN 'endpoint_removed'
                        WHEN q.disabled_reason IS NOT NULL THEN 'endpoint_gone'
                        WHEN NOT q.enabled THEN 'endpoint_disabled'
                        WHEN NOT d.head_of_line THEN 'earlier_delivery'
                        WHEN d.expedited THEN 'queued'
                        WHEN greatest(q.paused_until, q.throttled_until) > greatest(d.due_at, :now) THEN
                            CASE WHEN q.throttled_until IS NULL OR q.paused_until > q.throttled_until
                                 THEN 'endpoint_paused' ELSE 'endpoint_throttled' END
                        WHEN d.due_at > :now THEN 'retry_scheduled'
                        ELSE 'queued' END AS wait_reason,
                   CAST(NULL AS timestamptz) AS finished_at
            FROM delivery d JOIN endpoint_queue q USING (endpoint_id) WHERE q.account_id = :account %1$s
            UNION ALL
            SELECT d.id, q.merchant_id, d.endpoint_id, d.payment_id, d.event_id, d.version, d.refund_type,
                   d.status, d.outcome,
                   d.attempts, d.accepted_at, NULL, NULL, d.finished_at
            FROM finished d JOIN endpoint_queue q USING (endpoint_id) WHERE q.account_id = :account %1$s
            """;

    /** Only a change by the merchant ends these waits. */
    private static final Set<String> ENDED_BY_THE_MERCHANT =
            Set.of("endpoint_removed", "endpoint_gone", "endpoint_disabled");

    /**
     * Filters of a list; a null filter does not apply.
     *
     * @param before only deliveries with a lower id
     */
    record DeliveryQuery(
            long accountId,
            @Nullable Long merchantId,
            @Nullable String paymentId,
            @Nullable String status,
            @Nullable Long before,
            int limit) {}

    private final JdbcClient jdbc;

    DeliveryViewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return newest first */
    List<DeliveryView> list(DeliveryQuery query, Instant now) {
        String filter = (query.merchantId() == null ? "" : " AND q.merchant_id = :merchant")
                + (query.paymentId() == null ? "" : " AND d.payment_id = :payment")
                + (query.before() == null ? "" : " AND d.id < :before");
        String status = query.status() == null ? "" : " WHERE status = :status";
        return jdbc.sql("SELECT * FROM (" + String.format(Locale.ROOT, ALL, filter) + ") a" + status
                        + " ORDER BY id DESC LIMIT :limit")
                .param("account", query.accountId())
                .param("now", Columns.utc(now))
                .param("merchant", query.merchantId())
                .param("payment", query.paymentId())
                .param("before", query.before())
                .param("status", query.status())
                .param("limit", query.limit())
                .query(DeliveryViewStore::view)
                .list();
    }

    Optional<DeliveryView> find(long accountId, long id, Instant now) {
        return jdbc.sql(String.format(Locale.ROOT, ALL, " AND d.id = :id"))
                .param("account", accountId)
                .param("now", Columns.utc(now))
                .param("id", id)
                .query(DeliveryViewStore::view)
                .optional()
                .map(view -> view.with(attempts(id)));
    }

    private List<AttemptView> attempts(long deliveryId) {
        return jdbc.sql("""
                        SELECT number AS attempt, at, outcome, http_status, error, dns_us / 1000.0 AS dns_ms,
                            connect_us / 1000.0 AS connect_ms, tls_us / 1000.0 AS tls_ms,
                            first_byte_us / 1000.0 AS first_byte_ms, total_us / 1000.0 AS total_ms,
                            next_at AS next_attempt_at, retry_after_s AS retry_after_seconds, excerpt AS response_excerpt
                        FROM attempt WHERE delivery_id = :id ORDER BY number DESC LIMIT 100
                        """).param("id", deliveryId).query(AttemptView.class).list();
    }

    private static DeliveryView view(ResultSet row, int number) throws SQLException {
        String eventId = row.getString("event_id");
        return new DeliveryView(
                DeliveryIds.format(row.getLong("id")),
                row.getLong("merchant_id"),
                row.getLong("endpoint_id"),
                row.getString("payment_id"),
                eventId,
                DeliveryIds.messageId(eventId),
                row.getLong("version"),
                WebhookType.of(row.getString("payment_status"), row.getString("refund_type")),
                row.getString("payment_status"),
                row.getString("status"),
                row.getInt("attempts"),
                Columns.instant(row, "accepted_at"),
                ENDED_BY_THE_MERCHANT.contains(String.valueOf(row.getString("wait_reason")))
                        ? null
                        : Columns.nullableInstant(row, "next_attempt_at"),
                row.getString("wait_reason"),
                Columns.nullableInstant(row, "finished_at"),
                null);
    }
}
