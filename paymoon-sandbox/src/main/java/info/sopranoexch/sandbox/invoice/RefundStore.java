package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores refunds in PostgreSQL. Callers hold the lock of the invoice. */
@Repository
class RefundStore {
    private final JdbcClient jdbc;

    RefundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts a refund.
     *
     * @param settlesAs final status of a pending refund; null for a settled one
     * @param settlesAt time when a pending refund settles; null for a settled one
     */
    void insert(Refund refund, @Nullable String settlesAs, @Nullable Instant settlesAt, Instant now) {
        jdbc.sql("""
                        insert into refund (refund_id, invoice_id, external_refund_id, amount, status, settles_as, settles_at, created_at)
                        values (:id, :invoice, :external, :amount, :status, :settlesAs, :settlesAt, :now)""")
                .param("id", refund.refundId())
                .param("invoice", refund.invoiceId())
                .param("external", refund.externalRefundId())
                .param("amount", refund.amount())
                .param("status", refund.status())
                .param("settlesAs", settlesAs)
                .param("settlesAt", settlesAt == null ? null : settlesAt.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Refund> find(String invoiceId, String externalRefundId) {
        return jdbc.sql("select * from refund where invoice_id = :invoice and external_refund_id = :external")
                .param("invoice", invoiceId)
                .param("external", externalRefundId)
                .query((row, _) -> refund(row))
                .optional();
    }

    /** Returns the sum of succeeded and pending refunds. */
    BigDecimal reserved(String invoiceId) {
        return jdbc.sql(
                        "select coalesce(sum(amount), 0) from refund where invoice_id = :invoice and status <> 'failed'")
                .param("invoice", invoiceId)
                .query(BigDecimal.class)
                .single();
    }

    /** A pending refund that is due, with its final status. */
    record Due(Refund refund, String settlesAs) {}

    List<Due> due(Instant now, int limit) {
        return jdbc.sql("""
                        select * from refund where status = 'pending' and settles_at <= :now
                        order by settles_at limit :limit for update skip locked""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new Due(refund(row), row.getString("settles_as")))
                .list();
    }

    void settle(Refund refund) {
        jdbc.sql("update refund set status = :status where refund_id = :id")
                .param("status", refund.status())
                .param("id", refund.refundId())
                .update();
    }

    private static Refund refund(ResultSet row) throws SQLException {
        return new Refund(
                row.getString("refund_id"),
                row.getString("invoice_id"),
                row.getString("external_refund_id"),
                row.getBigDecimal("amount"),
                row.getString("status"));
    }
}
