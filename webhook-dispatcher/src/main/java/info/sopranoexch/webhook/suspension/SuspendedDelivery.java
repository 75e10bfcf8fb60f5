package info.sopranoexch.webhook.suspension;

import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits for its endpoint.
 *
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if it is about the status
 * @param reason {@code paused}: its breaker is open; {@code disabled} by the merchant; {@code gone}: it answered 410;
 *     {@code removed} by the merchant
 * @param until when it is probed; null: when the merchant changes it
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
     * SQL: why the endpoint queue {@code l} is suspended; null when it is not.
     *
     * @param at SQL: the moment in question
     */
    public static String reason(String at) {
        return String.format(Locale.ROOT, """
                CASE WHEN q.disabled_reason IS NOT NULL THEN q.disabled_reason WHEN NOT q.enabled THEN 'disabled'
                     WHEN q.paused_until > %s THEN 'paused' END""", at);
    }

    /** Reads a row that has a column for each component, the reason in {@code suspended}. */
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
                reason.equals("paused") ? Sql.nullableInstant(row, "paused_until") : null);
    }
}
