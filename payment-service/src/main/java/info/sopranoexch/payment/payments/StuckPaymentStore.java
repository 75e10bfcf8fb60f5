package info.sopranoexch.payment.payments;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.nullableInstant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds payments that should have ended by themselves: open long after their expiry, or with a refund that is pending for
 * long. Payments on hold are excluded because they wait for an operator.
 */
@Component
class StuckPaymentStore {
    /**
     * @param invoiceStatus as last reported by the provider; null if there was no report
     * @param pollCount number of provider checks; {@code checks} in JSON
     * @param refundPendingSince creation of the oldest pending refund; null if there is none
     */
    record StuckPayment(
            String paymentId,
            long accountId,
            long merchantId,
            String status,
            @Nullable String invoiceStatus,
            Instant createdAt,
            Instant expiresAt,
            @JsonProperty("checks") int pollCount,
            @Nullable Instant nextCheckAt,
            @Nullable Instant refundPendingSince) {}

    /** Each open payment and each payment with a pending refund has a next check, so that index contains all candidates. */
    static final String LIST = """
            SELECT p.payment_id, p.account_id, p.merchant_id, p.status, p.invoice_status, p.created_at, p.expires_at,
              p.poll_count, p.next_check_at, r.since AS refund_pending_since
            FROM payments p
            CROSS JOIN LATERAL (
              SELECT min(created_at) AS since FROM refunds
              WHERE payment_id = p.payment_id AND status = 'pending') AS r
            WHERE p.next_check_at IS NOT NULL AND p.payment_id > :after
              AND ((p.status IN ('pending', 'processing') AND NOT p.on_hold AND p.expires_at < :before)
                OR r.since < :before)
            ORDER BY p.payment_id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    StuckPaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param before only payments that expired, or whose refund was created, before this time
     * @param after only payments with a greater payment id
     */
    List<StuckPayment> find(Instant before, String after, int limit) {
        return jdbc.sql(LIST)
                .param("before", utc(before))
                .param("after", after)
                .param("limit", limit)
                .query(StuckPaymentStore::stuckPayment)
                .list();
    }

    private static StuckPayment stuckPayment(ResultSet row, int number) throws SQLException {
        return new StuckPayment(
                text(row, "payment_id"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                text(row, "status"),
                row.getString("invoice_status"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getInt("poll_count"),
                nullableInstant(row, "next_check_at"),
                nullableInstant(row, "refund_pending_since"));
    }
}
