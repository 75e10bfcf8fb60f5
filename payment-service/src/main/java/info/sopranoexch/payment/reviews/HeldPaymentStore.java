package info.sopranoexch.payment.reviews;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.payment.domain.Money;
import java.math.BigDecimal;
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
     * A payment on hold, and its JSON for operators.
     *
     * @param paidMinor the amount that "accept" takes and "refund" returns; 0 if the payer paid in another currency
     * @param reportedMinor the amount that the provider reported, minor units of {@code reportedCurrency}
     * @param heldSince when the payment was put on hold
     */
    record HeldPayment(
            @JsonIgnore long id,
            String paymentId,
            long accountId,
            long merchantId,
            String currency,
            long amountMinor,
            long paidMinor,
            @Nullable Long reportedMinor,
            @Nullable String reportedCurrency,
            String status,
            Instant heldSince) {
        @JsonProperty
        BigDecimal amount() {
            return new Money(amountMinor, currency).toDecimal();
        }
    }

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
        return jdbc.sql(LIST).params(after, limit).query(HeldPayment.class).list();
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
}
