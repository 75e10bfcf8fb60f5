package info.sopranoexch.webhook.suspension;

import info.sopranoexch.starter.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pending delivery whose endpoint is suspended.
 *
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if the webhook reports a status
 * @param reason {@code paused} by the circuit breaker, {@code disabled} or {@code removed} by the merchant, or {@code gone} after a 410
 * @param until the time of the next probe; null if only a change by the merchant ends the suspension
 */
public record SuspendedDelivery(
        long id,
        long endpointId,
        String paymentId,
        long version,
        String status,
        @Nullable String refundType,
        String eventId,
        int attempts,
        long accountId,
        long merchantId,
        String reason,
        @Nullable Instant until) {

    /**
     * The SQL expression for the reason of the suspension of endpoint queue {@code q}; its value is null if it is not suspended.
     *
     * @param at the SQL expression of the time to check
     */
    public static String reason(String at) {
        return String.format(Locale.ROOT, """
                CASE WHEN q.disabled_reason IS NOT NULL THEN q.disabled_reason WHEN NOT q.enabled THEN 'disabled'
                     WHEN q.paused_until > %s THEN 'paused' END""", at);
    }

    /** Reads a row that has a column for each component; the reason is in {@code suspended_reason}. */
    public static SuspendedDelivery map(ResultSet row) throws SQLException {
        String reason = row.getString("suspended_reason");
        return new SuspendedDelivery(
                row.getLong("id"),
                row.getLong("endpoint_id"),
                row.getString("payment_id"),
                row.getLong("version"),
                row.getString("status"),
                row.getString("refund_type"),
                row.getString("event_id"),
                row.getInt("attempts"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                reason,
                reason.equals("paused") ? Columns.nullableInstant(row, "paused_until") : null);
    }
}
