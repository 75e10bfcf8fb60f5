package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.PaymentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments that are held for review, of all accounts. What came, and when it did, is in their timelines. */
@Component
public class HeldPayments {
    /**
     * A payment held for review.
     *
     * @param paidMinor what it would be settled with, minor units of its own currency; 0 when other money came
     * @param reportedMinor what came, minor units of {@code reportedCurrency}
     * @param heldSince when the first money came that did not fit
     */
    public record Held(
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

    /** Those looked at for the one held longest: there is no index on when a review began. */
    private static final int MOST = 1_000;

    /** When a payment was in review before, only what came since that was settled counts. */
    static final String LIST = """
            SELECT p.id, p.payment_id, p.account_id, p.merchant_id, p.amount_minor, p.currency, p.paid_minor, p.status,
              (begun.detail ->> 'paid_minor')::bigint AS reported_minor, begun.detail ->> 'currency' AS reported_currency,
              coalesce(begun.since, p.updated_at) AS held_since
            FROM (
              SELECT id, payment_id, account_id, merchant_id, amount_minor, currency, paid_minor, status, updated_at
              FROM payments WHERE review AND id > ? ORDER BY id LIMIT ?) AS p
            LEFT JOIN LATERAL (
              SELECT min(occurred_at) AS since, (array_agg(detail ORDER BY id DESC))[1] AS detail FROM timeline
              WHERE payment_id = p.payment_id AND kind = 'payment.review_begun' AND id > (
                SELECT coalesce(max(id), 0) FROM timeline
                WHERE payment_id = p.payment_id AND kind = 'payment.review_settled')) AS begun ON true
            ORDER BY p.id
            """;

    private final JdbcClient jdbc;

    HeldPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after only payments with a higher id; the oldest payment comes first */
    public List<Held> find(long after, int limit) {
        return jdbc.sql(LIST).params(after, limit).query(HeldPayments::held).list();
    }

    public long count() {
        return jdbc.sql("SELECT count(*) FROM payments WHERE review")
                .query(Long.class)
                .single();
    }

    /** Since when the one held longest is held, of the thousand oldest payments; empty when none is. */
    public Optional<Instant> longestHeldSince() {
        return find(0, MOST).stream().map(Held::heldSince).min(Instant::compareTo);
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getLong("id"),
                text(row, "payment_id"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                new Money(row.getLong("amount_minor"), text(row, "currency")),
                row.getLong("paid_minor"),
                row.getObject("reported_minor", Long.class),
                row.getString("reported_currency"),
                PaymentStatus.of(text(row, "status")),
                row.getObject("held_since", OffsetDateTime.class).toInstant());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
