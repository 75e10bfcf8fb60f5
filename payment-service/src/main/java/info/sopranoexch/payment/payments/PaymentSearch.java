package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Searches payments, newest first. For each status, at most one page of rows is read from the index of the account or of
 * the merchant, so the cost does not depend on the number of payments. An order id is searched for each merchant of the
 * account. Measured plans: {@code docs/list-plans.md}.
 */
@Component
class PaymentSearch {
    /**
     * Restricts a list; null means no restriction.
     *
     * @param createdFrom inclusive
     * @param createdTo exclusive
     * @param before only payments that follow this position in the list
     */
    record Filter(
            long accountId,
            @Nullable Long merchantId,
            @Nullable PaymentStatus status,
            @Nullable String orderId,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo,
            @Nullable Position before) {}

    /** A position in the list. */
    record Position(Instant createdAt, long id) {}

    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    PaymentSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return without their refunds */
    List<Payment> find(Filter filter, int limit) {
        var params = new ArrayList<Object>();
        String sql = sql(filter, limit, params);
        return jdbc.sql(sql).params(params).query(PaymentMapper::fromRow).list().stream()
                .map(StoredPayment::payment)
                .toList();
    }

    /** Builds the statement from constants; all values are parameters. */
    static String sql(Filter filter, int limit, List<Object> params) {
        var sql = new StringBuilder("SELECT p.* FROM ");
        String owner;
        if (filter.orderId() != null) {
            sql.append("merchants AS m ");
            owner = "merchant_id = m.merchant_id";
        } else {
            PaymentStatus status = filter.status();
            sql.append(filter.merchantId() == null ? "" : "merchants AS m CROSS JOIN ")
                    .append("unnest(?::payment_status[]) AS wanted (code) ");
            params.add(codes(status == null ? List.of(PaymentStatus.values()) : List.of(status)));
            owner = filter.merchantId() == null ? "account_id = ?" : "merchant_id = m.merchant_id";
        }
        sql.append("CROSS JOIN LATERAL (SELECT ").append(PaymentMapper.COLUMNS).append(" FROM payments WHERE ");
        sql.append(owner);
        if (owner.endsWith("?")) {
            params.add(filter.accountId());
        }
        narrow(filter, sql, params);
        sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?) AS p");
        params.add(limit);
        if (!owner.endsWith("?")) {
            sql.append(" WHERE m.account_id = ?");
            params.add(filter.accountId());
            if (filter.merchantId() != null) {
                sql.append(" AND m.merchant_id = ?");
                params.add(filter.merchantId());
            }
        }
        params.add(limit);
        return sql.append(" ORDER BY p.created_at DESC, p.id DESC LIMIT ?").toString();
    }

    private static void narrow(Filter filter, StringBuilder sql, List<Object> params) {
        Position before = upperBound(filter);
        sql.append(" AND (created_at, id) < (?, ?)");
        params.add(before.createdAt().atOffset(ZoneOffset.UTC));
        params.add(before.id());
        if (filter.orderId() == null) {
            sql.append(" AND status = wanted.code");
        } else {
            sql.append(" AND order_id = ?");
            params.add(filter.orderId());
            if (filter.status() != null) {
                // Compared as text to keep the planner from using an index on the status: an order has few payments.
                sql.append(" AND status::text = ?");
                params.add(filter.status().code());
            }
        }
        if (filter.createdFrom() != null) {
            sql.append(" AND created_at >= ?");
            params.add(filter.createdFrom().atOffset(ZoneOffset.UTC));
        }
    }

    private static String[] codes(List<PaymentStatus> statuses) {
        return statuses.stream().map(PaymentStatus::code).toArray(String[]::new);
    }

    /**
     * The start of the page in the index: the cursor or {@code createdTo}, whichever is earlier. With both conditions,
     * PostgreSQL would start at one of them and scan to the other.
     */
    private static Position upperBound(Filter filter) {
        Instant to = filter.createdTo() == null ? END_OF_TIME : filter.createdTo();
        Position before = filter.before();
        return before == null || !before.createdAt().isBefore(to) ? new Position(to, Long.MIN_VALUE) : before;
    }
}
