package info.sopranoexch.payment.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Payments that should have come to an end by themselves: open for some time after their expiry, or with a refund that has
 * been pending for as long. Payments held for review are not among them: they wait for an operator, see
 * {@link HeldPayments}.
 */
@Repository
public class StuckPayments {
    /**
     * @param invoiceStatus as the provider last reported it; null if it has reported nothing
     * @param checks how often the provider was queried
     * @param refundPendingSince when the oldest pending refund was made; null if there is none
     */
    public record Stuck(
            String paymentId,
            long accountId,
            long merchantId,
            String status,
            @Nullable String invoiceStatus,
            Instant createdAt,
            Instant expiresAt,
            int checks,
            @Nullable Instant nextCheckAt,
            @Nullable Instant refundPendingSince) {}

    /** Every payment with something open has a next check, so that the index on it holds all candidates. */
    static final String LIST = """
            SELECT p.payment_id, p.account_id, p.merchant_id, p.status, p.invoice_status, p.created_at, p.expires_at,
              p.checks, p.next_check_at, r.since AS refund_pending_since
            FROM payments p
            CROSS JOIN LATERAL (
              SELECT min(created_at) AS since FROM refunds
              WHERE payment_id = p.payment_id AND status = 'pending') AS r
            WHERE p.next_check_at IS NOT NULL AND p.payment_id > :after
              AND ((p.status IN ('pending', 'processing') AND NOT p.review AND p.expires_at < :before)
                OR r.since < :before)
            ORDER BY p.payment_id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    StuckPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param before when an expiry or a refund counts as long ago
     * @param after only payments with a higher id, which are later ones
     */
    public List<Stuck> find(Instant before, String after, int limit) {
        return jdbc.sql(LIST)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("limit", limit)
                .query(StuckPayments::stuck)
                .list();
    }

    private static Stuck stuck(ResultSet row, int number) throws SQLException {
        return new Stuck(
                text(row, "payment_id"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                text(row, "status"),
                row.getString("invoice_status"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "expires_at")),
                row.getInt("checks"),
                instant(row, "next_check_at"),
                instant(row, "refund_pending_since"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
