package info.sopranoexch.payment.refunds;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.schemas.avro.RefundOrigin;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code refunds}, and maps refunds to Avro records. */
@Component
public class RefundStore {
    /** Columns of the table {@code refunds AS r}. */
    static final String COLUMNS = """
            r.refund_id, r.payment_id, r.amount_minor, r.status, r.origin, r.provider_refund_id, r.failure_code, \
            r.created_at, r.updated_at""";

    /** The payment of a refund, by the provider's refund id. */
    public record RefundOwner(String providerRefundId, String paymentId) {}

    /** The refunds of the payments, oldest first. */
    public StatementBatch.Rows<Refund> load(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                RefundStore::fromRow,
                "SELECT " + COLUMNS + " FROM refunds AS r WHERE payment_id = ANY (?) ORDER BY created_at, refund_id",
                (Object) paymentIds.toArray(String[]::new));
    }

    /** The refunds of one payment of the account, oldest first. */
    public StatementBatch.Rows<Refund> load(StatementBatch statements, String paymentId, long accountId) {
        return statements.query(RefundStore::fromRow, "SELECT " + COLUMNS + """
                 FROM refunds AS r JOIN payments AS p USING (payment_id)
                WHERE r.payment_id = ? AND p.account_id = ? ORDER BY r.created_at, r.refund_id
                """, paymentId, accountId);
    }

    public StatementBatch.Rows<RefundOwner> owners(StatementBatch statements, Collection<String> providerRefundIds) {
        return statements.query(
                (row, _) -> new RefundOwner(text(row, "provider_refund_id"), text(row, "payment_id")),
                "SELECT provider_refund_id, payment_id FROM refunds WHERE provider = ? AND provider_refund_id = ANY (?)",
                ProviderReport.PROVIDER,
                providerRefundIds.toArray(String[]::new));
    }

    public void upsert(StatementBatch statements, Collection<Refund> refunds) {
        if (refunds.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(List.copyOf(refunds));
        statements.update(
                """
                INSERT INTO refunds (refund_id, payment_id, amount_minor, status, origin, provider_refund_id,
                  failure_code, created_at, updated_at)
                SELECT refund_id, payment_id, amount_minor, status::refund_status, origin, provider_refund_id,
                  failure_code, to_timestamp_ms(created_at), to_timestamp_ms(updated_at)
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS r (refund_id, payment_id, amount_minor, status, origin,
                  provider_refund_id, failure_code, created_at, updated_at)
                ON CONFLICT (refund_id) DO UPDATE SET status = excluded.status,
                  provider_refund_id = excluded.provider_refund_id, failure_code = excluded.failure_code,
                  updated_at = excluded.updated_at
                """,
                columns.text(Refund::refundId),
                columns.text(Refund::paymentId),
                columns.number(Refund::amountMinor),
                columns.text(r -> r.status().code()),
                columns.text(r -> r.origin().code()),
                columns.text(Refund::providerRefundId),
                columns.text(
                        r -> r.failureCode() == null ? null : r.failureCode().code()),
                columns.instant(Refund::createdAt),
                columns.instant(Refund::updatedAt));
    }

    static Refund fromRow(ResultSet row, int number) throws SQLException {
        return new Refund(
                text(row, "refund_id"),
                text(row, "payment_id"),
                row.getLong("amount_minor"),
                HasCode.of(Refund.Status.class, text(row, "status")),
                HasCode.of(Refund.Origin.class, text(row, "origin")),
                row.getString("provider_refund_id"),
                failureCode(row.getString("failure_code")),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Refund.@Nullable FailureCode failureCode(@Nullable String code) {
        return code == null ? null : HasCode.of(Refund.FailureCode.class, code);
    }

    public static info.sopranoexch.schemas.avro.Refund toAvro(Refund refund) {
        Refund.FailureCode failure = refund.failureCode();
        return info.sopranoexch.schemas.avro.Refund.newBuilder()
                .setRefundId(refund.refundId())
                .setAmountMinor(refund.amountMinor())
                .setStatus(RefundStatus.valueOf(refund.status().code()))
                .setOrigin(RefundOrigin.valueOf(refund.origin().code()))
                .setFailureCode(failure == null ? null : failure.code())
                .setCreatedAt(refund.createdAt())
                .setEndedAt(refund.endedAt())
                .build();
    }
}
