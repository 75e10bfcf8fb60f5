package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Invoice;
import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows to values. */
final class PaymentRows {
    static final String COLUMNS = """
            payment_id, id, account_id, merchant_id, amount_minor, currency, paid_minor, paid_at, refunded_minor, version, \
            invoice_version, created_at, expires_at, updated_at, next_check_at, status, revision, checks, review, sandbox, \
            command_id, fingerprint, description, order_id, return_url, metadata, invoice_id, invoice_url, invoice_status, \
            traceparent""";

    /** Of the table {@code refunds AS r}. */
    static final String REFUND_COLUMNS = """
            r.refund_id, r.payment_id, r.amount_minor, r.status, r.origin, r.provider_refund_id, r.failure_code, \
            r.created_at, r.updated_at""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private PaymentRows() {}

    static StoredPayment payment(ResultSet row, int number) throws SQLException {
        String status = row.getString("invoice_status");
        var invoice = new Invoice(
                row.getString("invoice_id"),
                row.getString("invoice_url"),
                status == null ? null : InvoiceStatus.of(status),
                row.getLong("invoice_version"));
        var payment = new Payment(
                terms(row),
                PaymentStatus.of(text(row, "status")),
                row.getLong("version"),
                row.getBoolean("review"),
                row.getLong("paid_minor"),
                time(row, "paid_at"),
                row.getLong("refunded_minor"),
                invoice,
                List.of(),
                time(row, "next_check_at"),
                row.getInt("checks"),
                Objects.requireNonNull(time(row, "updated_at")));
        return new StoredPayment(
                payment,
                text(row, "command_id"),
                row.getString("fingerprint"),
                row.getString("traceparent"),
                row.getInt("revision"));
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                text(row, "payment_id"),
                row.getLong("id"),
                row.getLong("account_id"),
                row.getLong("merchant_id"),
                new Money(row.getLong("amount_minor"), text(row, "currency")),
                row.getString("description"),
                row.getString("order_id"),
                metadata(row.getString("metadata")),
                row.getString("return_url"),
                row.getBoolean("sandbox"),
                Objects.requireNonNull(time(row, "created_at")),
                Objects.requireNonNull(time(row, "expires_at")));
    }

    static Refund refund(ResultSet row, int number) throws SQLException {
        return new Refund(
                text(row, "refund_id"),
                text(row, "payment_id"),
                row.getLong("amount_minor"),
                Refund.Status.valueOf(text(row, "status").toUpperCase(Locale.ROOT)),
                Refund.Origin.valueOf(text(row, "origin").toUpperCase(Locale.ROOT)),
                row.getString("provider_refund_id"),
                failureCode(row.getString("failure_code")),
                Objects.requireNonNull(time(row, "created_at")),
                Objects.requireNonNull(time(row, "updated_at")));
    }

    private static Refund.@Nullable FailureCode failureCode(@Nullable String code) {
        return code == null ? null : Refund.FailureCode.valueOf(code.toUpperCase(Locale.ROOT));
    }

    static @Nullable String metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? null : JSON.writeValueAsString(metadata);
    }

    private static Map<String, String> metadata(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, TEXTS);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
