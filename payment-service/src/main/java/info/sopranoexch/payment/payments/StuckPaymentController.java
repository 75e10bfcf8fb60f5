package info.sopranoexch.payment.payments;

import static info.sopranoexch.starter.database.Columns.utc;

import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists payments for operators that should have ended by themselves: open long after their expiry, or with a refund
 * that has been pending for long. Payments on hold are excluded because they wait for an operator.
 */
@RestController
class StuckPaymentController {
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

    /** Each open payment and each payment with a pending refund has a next check and so is in {@code payments_due}. */
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

    /** One year in seconds. */
    private static final long MAX_OLDER_THAN = 31_536_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    StuckPaymentController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param olderThanSeconds minimum time since the expiry or since the creation of the refund */
    @GetMapping("/internal/stuck-payments")
    Page<StuckPayment> list(
            @RequestParam(name = "older_than", defaultValue = "900") long olderThanSeconds,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        if (olderThanSeconds < 0 || olderThanSeconds > MAX_OLDER_THAN) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("older_than", 0, MAX_OLDER_THAN));
        }
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<StuckPayment> found = jdbc.sql(LIST)
                .param("before", utc(clock.instant().minusSeconds(olderThanSeconds)))
                .param("after", after == null ? "" : after.getFirst())
                .param("limit", size + 1)
                .query(StuckPayment.class)
                .list();
        return Page.of(found, size, stuck -> Page.cursor(stuck.paymentId()));
    }
}
