package info.sopranoexch.sandbox.invoice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores invoices in PostgreSQL. */
@Repository
class InvoiceStore {
    private final JdbcClient jdbc;

    /** A changed invoice. @param cursor its position in the list of changes */
    record Change(Invoice invoice, InvoiceCursor cursor) {}

    InvoiceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns false if the external id or the key exists. */
    boolean insert(Invoice invoice, String idempotencyKey) {
        return jdbc.sql("""
                        insert into invoice (invoice_id, external_id, idempotency_key, amount, currency, description,
                            callback_url, return_url, status, version, paid_amount, refunded_amount, expires_at,
                            created_at, updated_at)
                        values (:invoice, :external, :key, :amount, :currency, :description, :callback, :return,
                            :status, :version, :paid, :refunded, :expires, :created, :created)
                        on conflict do nothing""")
                        .param("invoice", invoice.invoiceId())
                        .param("external", invoice.externalId())
                        .param("key", idempotencyKey)
                        .param("amount", invoice.amount())
                        .param("currency", invoice.currency())
                        .param("description", invoice.description())
                        .param("callback", invoice.callbackUrl())
                        .param("return", invoice.returnUrl())
                        .param("status", invoice.status().code())
                        .param("version", invoice.version())
                        .param("paid", invoice.paidAmount())
                        .param("refunded", invoice.refundedAmount())
                        .param("expires", at(invoice.expiresAt()))
                        .param("created", at(invoice.createdAt()))
                        .update()
                == 1;
    }

    Optional<Invoice> find(String invoiceId) {
        return query("select * from invoice where invoice_id = :id", invoiceId);
    }

    Optional<Invoice> findByExternalId(String externalId) {
        return query("select * from invoice where external_id = :id", externalId);
    }

    Optional<Invoice> findByIdempotencyKey(String key) {
        return query("select * from invoice where idempotency_key = :id", key);
    }

    Optional<Invoice> lock(String invoiceId) {
        return query("select * from invoice where invoice_id = :id for update", invoiceId);
    }

    Optional<Invoice> lockByExternalId(String externalId) {
        return query("select * from invoice where external_id = :id for update", externalId);
    }

    /** Locks open invoices that have expired. Invoices that another transaction has locked are skipped. */
    List<Invoice> lockOverdue(Instant now, int limit) {
        return jdbc.sql("""
                        select * from invoice where status = 'created' and expires_at <= :now
                        order by expires_at limit :limit for update skip locked""")
                .param("now", at(now))
                .param("limit", limit)
                .query((row, _) -> invoice(row))
                .list();
    }

    /** Invoices that changed after the cursor, in the order of their last changes. */
    List<Change> findChanged(InvoiceCursor after, int limit) {
        return jdbc.sql("""
                        select *, changed_by::text as transaction from invoice
                        where changed_by < pg_snapshot_xmin(pg_current_snapshot())
                            and (changed_by, invoice_id) > (cast(:transaction as xid8), :invoice)
                        order by changed_by, invoice_id limit :limit""")
                .param("transaction", after.transaction())
                .param("invoice", after.invoiceId())
                .param("limit", limit)
                .query((row, _) -> new Change(
                        invoice(row), new InvoiceCursor(row.getString("transaction"), row.getString("invoice_id"))))
                .list();
    }

    void update(Invoice invoice) {
        jdbc.sql("""
                        update invoice set status = :status, version = :version, paid_amount = :paid,
                            refunded_amount = :refunded, updated_at = :updated,
                            changed_by = pg_current_xact_id()
                        where invoice_id = :invoice""")
                .param("status", invoice.status().code())
                .param("version", invoice.version())
                .param("paid", invoice.paidAmount())
                .param("refunded", invoice.refundedAmount())
                .param("updated", at(invoice.updatedAt()))
                .param("invoice", invoice.invoiceId())
                .update();
    }

    private Optional<Invoice> query(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query((row, _) -> invoice(row)).optional();
    }

    private static Invoice invoice(ResultSet row) throws SQLException {
        return new Invoice(
                row.getString("invoice_id"),
                row.getString("external_id"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("description"),
                row.getString("callback_url"),
                row.getString("return_url"),
                InvoiceStatus.of(row.getString("status")),
                row.getLong("version"),
                row.getBigDecimal("paid_amount"),
                row.getBigDecimal("refunded_amount"),
                instant(row, "expires_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
