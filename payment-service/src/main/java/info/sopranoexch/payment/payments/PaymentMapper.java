package info.sopranoexch.payment.payments;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.nullableInstant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.Invoice;
import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentBuilder;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.domain.PaymentDetailsBuilder;
import info.sopranoexch.payment.domain.PaymentIssue;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.domain.RefundRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps payments from rows and to Avro records. */
public final class PaymentMapper {
    static final String COLUMNS = """
            payment_id, id, account_id, merchant_id, amount_minor, currency, paid_minor, paid_at, refunded_minor, version, \
            invoice_version, created_at, expires_at, updated_at, next_check_at, status, revision, poll_count, on_hold, \
            shard, payer_sent, sandbox, command_id, fingerprint, description, order_id, return_url, metadata, invoice_id, invoice_url, \
            invoice_status, traceparent""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    private PaymentMapper() {}

    static StoredPayment fromRow(ResultSet row, int number) throws SQLException {
        String status = row.getString("invoice_status");
        var invoice = new Invoice(
                row.getString("invoice_id"),
                row.getString("invoice_url"),
                status == null ? null : HasCode.of(InvoiceStatus.class, status),
                row.getLong("invoice_version"));
        Payment payment = PaymentBuilder.builder()
                .details(details(row))
                .status(HasCode.of(PaymentStatus.class, text(row, "status")))
                .version(row.getLong("version"))
                .onHold(row.getBoolean("on_hold"))
                .paidMinor(row.getLong("paid_minor"))
                .paidAt(nullableInstant(row, "paid_at"))
                .refundedMinor(row.getLong("refunded_minor"))
                .invoice(invoice)
                .payerSent(row.getBoolean("payer_sent"))
                .refunds(List.of())
                .nextCheckAt(nullableInstant(row, "next_check_at"))
                .pollCount(row.getInt("poll_count"))
                .updatedAt(instant(row, "updated_at"))
                .build();
        return new StoredPayment(
                payment,
                text(row, "command_id"),
                row.getString("fingerprint"),
                row.getString("traceparent"),
                row.getInt("shard"),
                row.getInt("revision"));
    }

    private static PaymentDetails details(ResultSet row) throws SQLException {
        return PaymentDetailsBuilder.builder()
                .paymentId(text(row, "payment_id"))
                .id(row.getLong("id"))
                .accountId(row.getLong("account_id"))
                .merchantId(row.getLong("merchant_id"))
                .amount(new Money(row.getLong("amount_minor"), text(row, "currency")))
                .description(row.getString("description"))
                .orderId(row.getString("order_id"))
                .metadata(metadata(row.getString("metadata")))
                .returnUrl(row.getString("return_url"))
                .sandbox(row.getBoolean("sandbox"))
                .createdAt(instant(row, "created_at"))
                .expiresAt(instant(row, "expires_at"))
                .build();
    }

    static @Nullable String metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? null : JSON.writeValueAsString(metadata);
    }

    private static Map<String, String> metadata(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, METADATA);
    }

    /** @param payment with its refunds */
    public static info.sopranoexch.schemas.avro.Payment toAvro(Payment payment) {
        PaymentDetails details = payment.details();
        PaymentIssue issue = PaymentIssue.of(payment);
        return info.sopranoexch.schemas.avro.Payment.newBuilder()
                .setPaymentId(details.paymentId())
                .setId(details.id())
                .setAccountId(details.accountId())
                .setMerchantId(details.merchantId())
                .setAmountMinor(details.amount().minor())
                .setCurrency(details.amount().currency())
                .setCurrencyDecimals(details.amount().decimals())
                .setStatus(info.sopranoexch.schemas.avro.PaymentStatus.valueOf(
                        payment.status().code()))
                .setVersion(payment.version())
                .setReview(payment.onHold())
                .setPaidMinor(payment.paidMinor())
                .setRefundedMinor(payment.refundedMinor())
                .setRefundableMinor(RefundRule.refundableMinor(payment))
                .setPaidAt(payment.paidAt())
                .setIssue(
                        issue == null
                                ? null
                                : new info.sopranoexch.schemas.avro.PaymentIssue(
                                        issue.code().code(), issue.message()))
                .setDescription(details.description())
                .setOrderId(details.orderId())
                .setMetadata(details.metadata())
                .setReturnUrl(details.returnUrl())
                .setSandbox(details.sandbox())
                .setProviderInvoiceId(payment.invoice().id())
                .setCreatedAt(details.createdAt())
                .setExpiresAt(details.expiresAt())
                .setUpdatedAt(payment.updatedAt())
                .build();
    }
}
