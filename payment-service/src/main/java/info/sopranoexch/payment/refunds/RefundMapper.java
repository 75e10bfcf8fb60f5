package info.sopranoexch.payment.refunds;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.schemas.avro.RefundOrigin;
import info.sopranoexch.schemas.avro.RefundStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Maps refunds from rows and to Avro records. */
public final class RefundMapper {
    /** Columns of the table {@code refunds AS r}. */
    static final String COLUMNS = """
            r.refund_id, r.payment_id, r.amount_minor, r.status, r.origin, r.provider_refund_id, r.failure_code, \
            r.created_at, r.updated_at""";

    private RefundMapper() {}

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
