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
 * Lists of payments, newest first. For each status no more is read off the index of the account, or of the merchant, than the
 * page is long, so that it costs the same whether there are ten thousand payments or ten million. An order is looked for at
 * each of the account's merchants. What it costs was measured: {@code docs/list-plans.md}.
 */
@Component
public class PaymentSearch {
    /**
     * What is looked for; null for any.
     *
     * @param createdFrom inclusive
     * @param createdTo exclusive
     * @param before only what stands after this one in the list
     */
    public record Filter(
            long accountId,
            @Nullable Long merchantId,
            @Nullable PaymentStatus status,
            @Nullable String orderId,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo,
            @Nullable Position before) {}

    /** A place in the list. */
    public record Position(Instant createdAt, long id) {}

    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    PaymentSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return without their refunds */
    public List<Payment> find(Filter filter, int limit) {
        var params = new ArrayList<Object>();
        String sql = sql(filter, limit, params);
        return jdbc.sql(sql).params(params).query(PaymentRows::payment).list().stream()
                .map(StoredPayment::payment)
                .toList();
    }

    /** The statement is put together of constants; what is looked for is in the parameters. */
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
        sql.append("CROSS JOIN LATERAL (SELECT ").append(PaymentRows.COLUMNS).append(" FROM payments WHERE ");
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
                // As text, so that no index on the status is taken for it: an order has few payments.
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
     * Where in the index the page begins: the cursor or {@code createdTo}, whichever is earlier. Given both, PostgreSQL would
     * begin at one of them and walk to the other.
     */
    private static Position upperBound(Filter filter) {
        Instant to = filter.createdTo() == null ? END_OF_TIME : filter.createdTo();
        Position before = filter.before();
        return before == null || !before.createdAt().isBefore(to) ? new Position(to, Long.MIN_VALUE) : before;
    }
}
