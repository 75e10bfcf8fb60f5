package info.sopranoexch.payment.reviews;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.PaymentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the payments on hold, of all accounts. The timeline contains the reported amounts. */
@Component
public class HeldPaymentStore {
    /**
     * A payment on hold.
     *
     * @param paidMinor the amount paid in the payment's currency; 0 if the payer paid in another currency
     * @param reportedMinor the amount that the provider reported, minor units of {@code reportedCurrency}
     * @param heldSince when the payment was put on hold
     */
    record HeldPayment(
            long id,
            String paymentId,
            long accountId,
            long merchantId,
            Money amount,
            long paidMinor,
            @Nullable Long reportedMinor,
            @Nullable String reportedCurrency,
            PaymentStatus status,
            Instant heldSince) {}

    /** Number of payments that {@link #longestHeldSince} reads: there is no index on the time of the hold. */
    private static final int MAX_READ = 1_000;

    /** If a payment was on hold before, only timeline entries after the last review count. */
    public static final String LIST = """
            SELECT p.id, p.payment_id, p.account_id, p.merchant_id, p.amount_minor, p.currency, p.paid_minor, p.status,
              (begun.detail ->> 'paid_minor')::bigint AS reported_minor, begun.detail ->> 'currency' AS reported_currency,
              coalesce(begun.since, p.updated_at) AS held_since
            FROM (
              SELECT id, payment_id, account_id, merchant_id, amount_minor, currency, paid_minor, status, updated_at
              FROM payments WHERE on_hold AND id > ? ORDER BY id LIMIT ?) AS p
            LEFT JOIN LATERAL (
              SELECT min(occurred_at) AS since, (array_agg(detail ORDER BY id DESC))[1] AS detail FROM timeline
              WHERE payment_id = p.payment_id AND kind = 'payment.review_begun' AND id > (
                SELECT coalesce(max(id), 0) FROM timeline
                WHERE payment_id = p.payment_id AND kind = 'payment.review_settled')) AS begun ON true
            ORDER BY p.id
            """;

    private final JdbcClient jdbc;

    HeldPaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after only payments with a greater id; ascending */
    List<HeldPayment> find(long after, int limit) {
        return jdbc.sql(LIST)
                .params(after, limit)
                .query(HeldPaymentStore::heldPayment)
                .list();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM payments WHERE on_hold")
                .query(Long.class)
                .single();
    }

    /** The earliest hold among the thousand oldest payments on hold. */
    Optional<Instant> longestHeldSince() {
        return find(0, MAX_READ).stream().map(HeldPayment::heldSince).min(Instant::compareTo);
    }

    private static HeldPayment heldPayment(ResultSet row, int number) throws SQLException {
        return new HeldPayment(
                row.getLong("id"),
                text(row, "payment_id"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                new Money(row.getLong("amount_minor"), text(row, "currency")),
                row.getLong("paid_minor"),
                row.getObject("reported_minor", Long.class),
                row.getString("reported_currency"),
                HasCode.of(PaymentStatus.class, text(row, "status")),
                instant(row, "held_since"));
    }
}
