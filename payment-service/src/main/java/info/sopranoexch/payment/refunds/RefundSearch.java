package info.sopranoexch.payment.refunds;

import info.sopranoexch.payment.domain.Refund;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Searches refunds, newest first. For each status, at most one page of rows is read from the index of the account. The few
 * refunds of one payment are read from the index of the payment.
 */
@Component
class RefundSearch {
    /** A refund with the fields of its payment that the API shows. */
    record FoundRefund(Refund refund, long merchantId, String currency) {}

    /**
     * Restricts a list; null means no restriction.
     *
     * @param before only refunds that follow this position in the list
     */
    record Filter(
            long accountId,
            @Nullable String paymentId,
            Refund.@Nullable Status status,
            @Nullable Position before) {}

    /** A position in the list. */
    record Position(Instant createdAt, String refundId) {}

    private static final Position START = new Position(Instant.parse("9999-01-01T00:00:00Z"), "");

    private static final String COLUMNS = RefundStore.COLUMNS + ", p.merchant_id, p.currency";

    /** Payments are joined after both limits, so that a page reads only its own payments. */
    private static final String OF_ACCOUNT = "SELECT " + COLUMNS + " FROM (SELECT " + RefundStore.COLUMNS + """

              FROM unnest(?::refund_status[]) AS wanted (code) CROSS JOIN LATERAL (
                SELECT refund_id, payment_id, amount_minor, status, origin, provider_refund_id, failure_code, created_at,
                  updated_at
                FROM refunds
                WHERE account_id = ? AND status = wanted.code AND (created_at, refund_id) < (?, ?)
                ORDER BY created_at DESC, refund_id DESC LIMIT ?) AS r
              ORDER BY r.created_at DESC, r.refund_id DESC LIMIT ?) AS r
            JOIN payments AS p USING (payment_id)
            ORDER BY r.created_at DESC, r.refund_id DESC
            """;

    private static final String OF_PAYMENT = "SELECT " + COLUMNS + """

            FROM refunds AS r JOIN payments AS p USING (payment_id)
            WHERE r.payment_id = ? AND p.account_id = ? AND r.status = ANY (?::refund_status[])
              AND (r.created_at, r.refund_id) < (?, ?)
            ORDER BY r.created_at DESC, r.refund_id DESC LIMIT ?
            """;

    private final JdbcClient jdbc;

    RefundSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return all refunds of the payment; empty if the account has no such payment */
    Optional<List<FoundRefund>> ofPayment(String paymentId, long accountId) {
        boolean exists = jdbc.sql("SELECT EXISTS (SELECT FROM payments WHERE payment_id = ? AND account_id = ?)")
                .params(paymentId, accountId)
                .query(Boolean.class)
                .single();
        return exists
                ? Optional.of(find(new Filter(accountId, paymentId, null, null), Integer.MAX_VALUE))
                : Optional.empty();
    }

    List<FoundRefund> find(Filter filter, int limit) {
        var params = new ArrayList<Object>();
        return jdbc.sql(sql(filter, limit, params))
                .params(params)
                .query(RefundSearch::found)
                .list();
    }

    static String sql(Filter filter, int limit, List<Object> params) {
        Position before = filter.before() == null ? START : filter.before();
        String paymentId = filter.paymentId();
        if (paymentId == null) {
            params.addAll(List.of(statuses(filter), filter.accountId()));
        } else {
            params.addAll(List.of(paymentId, filter.accountId(), statuses(filter)));
        }
        params.addAll(List.of(before.createdAt().atOffset(ZoneOffset.UTC), before.refundId(), limit));
        if (paymentId == null) {
            params.add(limit);
        }
        return paymentId == null ? OF_ACCOUNT : OF_PAYMENT;
    }

    private static String[] statuses(Filter filter) {
        Refund.Status status = filter.status();
        return (status == null ? Stream.of(Refund.Status.values()) : Stream.of(status))
                .map(Refund.Status::code)
                .toArray(String[]::new);
    }

    private static FoundRefund found(ResultSet row, int number) throws SQLException {
        return new FoundRefund(
                RefundStore.fromRow(row, number),
                row.getLong("merchant_id"),
                Objects.requireNonNull(row.getString("currency")));
    }
}
