package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.refunds.RefundStore;
import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code payments}. Several rows are written in one statement. */
@Component
public class PaymentStore {
    private final JdbcTemplate jdbc;
    private final RefundStore refunds;

    PaymentStore(JdbcTemplate jdbc, RefundStore refunds) {
        this.jdbc = jdbc;
        this.refunds = refunds;
    }

    /** The existing payments with these ids, without their refunds. */
    public StatementBatch.Rows<StoredPayment> load(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                PaymentMapper::fromRow,
                "SELECT " + PaymentMapper.COLUMNS + " FROM payments WHERE payment_id = ANY (?)",
                (Object) paymentIds.toArray(String[]::new));
    }

    /** New ids of payments, ascending. */
    public StatementBatch.Rows<Long> nextIds(StatementBatch statements, int count) {
        return statements.query(
                (row, _) -> row.getLong(1), "SELECT nextval('payment_ids') FROM generate_series(1, ?)", count);
    }

    /** Inserts new payments. The batch fails with {@code serialization_failure} if one exists. */
    public void insert(StatementBatch statements, List<StoredPayment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(payments);
        statements.query(
                (_, _) -> true,
                """
                WITH written AS (
                    INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                      expires_at, updated_at, next_check_at, shard, sandbox, command_id, fingerprint, description, order_id,
                      return_url, metadata, traceparent)
                    SELECT payment_id, id, account_id, merchant_id, amount_minor, currency, to_timestamp_ms(created_at),
                      to_timestamp_ms(expires_at), to_timestamp_ms(created_at), to_timestamp_ms(next_check_at), shard,
                      sandbox, command_id, fingerprint, description, order_id, return_url, metadata::jsonb, traceparent
                    FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      AS p (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at, expires_at,
                        next_check_at, shard, sandbox, command_id, fingerprint, description, order_id, return_url, metadata,
                        traceparent)
                    ON CONFLICT (payment_id) DO NOTHING
                    RETURNING 1)
                SELECT assert_row_count(count(*), ?, 'exist already') FROM written
                """,
                columns.text(s -> s.payment().id()),
                columns.number(s -> s.payment().details().id()),
                columns.number(s -> s.payment().details().accountId()),
                columns.number(s -> s.payment().details().merchantId()),
                columns.number(s -> s.payment().details().amount().minor()),
                columns.text(s -> s.payment().currency()),
                columns.instant(s -> s.payment().details().createdAt()),
                columns.instant(s -> s.payment().details().expiresAt()),
                // A payment that changed in the same batch is updated afterwards.
                columns.instant(s -> s.payment().nextCheckAt()),
                columns.number(StoredPayment::shard),
                columns.flag(s -> s.payment().details().sandbox()),
                columns.text(StoredPayment::commandId),
                columns.text(StoredPayment::fingerprint),
                columns.text(s -> s.payment().details().description()),
                columns.text(s -> s.payment().details().orderId()),
                columns.text(s -> s.payment().details().returnUrl()),
                columns.text(s -> PaymentMapper.metadata(s.payment().details().metadata())),
                columns.text(StoredPayment::traceparent),
                (long) payments.size());
    }

    /** Updates payments. The batch fails with {@code serialization_failure} if one was written since it was loaded. */
    public void update(StatementBatch statements, List<StoredPayment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(payments);
        statements.query(
                (_, _) -> true,
                """
                WITH written AS (
                    UPDATE payments AS p SET status = c.status::payment_status, version = c.version, on_hold = c.on_hold,
                      paid_minor = c.paid_minor, paid_at = to_timestamp_ms(c.paid_at), refunded_minor = c.refunded_minor,
                      invoice_id = c.invoice_id, invoice_url = c.invoice_url, invoice_status = c.invoice_status,
                      invoice_version = c.invoice_version, next_check_at = to_timestamp_ms(c.next_check_at),
                      poll_count = c.poll_count, payer_sent = c.payer_sent, updated_at = to_timestamp_ms(c.updated_at), revision = p.revision + 1
                    FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      AS c (payment_id, revision, status, version, on_hold, paid_minor, paid_at, refunded_minor,
                        invoice_id, invoice_url, invoice_status, invoice_version, next_check_at, poll_count, payer_sent,
                        updated_at)
                    WHERE p.payment_id = c.payment_id AND p.revision = c.revision
                    RETURNING 1)
                SELECT assert_row_count(count(*), ?, 'were changed concurrently') FROM written
                """,
                columns.text(s -> s.payment().id()),
                columns.number(StoredPayment::revision),
                columns.text(s -> s.payment().status().code()),
                columns.number(s -> s.payment().version()),
                columns.flag(s -> s.payment().onHold()),
                columns.number(s -> s.payment().paidMinor()),
                columns.instant(s -> s.payment().paidAt()),
                columns.number(s -> s.payment().refundedMinor()),
                columns.text(s -> s.payment().invoice().id()),
                columns.text(s -> s.payment().invoice().url()),
                columns.text(s -> {
                    InvoiceStatus status = s.payment().invoice().status();
                    return status == null ? null : status.code();
                }),
                columns.number(s -> s.payment().invoice().version()),
                columns.instant(s -> s.payment().nextCheckAt()),
                columns.number(s -> s.payment().pollCount()),
                columns.flag(s -> s.payment().payerSent()),
                columns.instant(s -> s.payment().updatedAt()),
                (long) payments.size());
    }

    /** @return the account's payment with its refunds */
    public Optional<Payment> find(String paymentId, long accountId) {
        if (!PaymentDetails.isPaymentId(paymentId)) {
            return Optional.empty();
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<StoredPayment> payment = statements.query(
                PaymentMapper::fromRow,
                "SELECT " + PaymentMapper.COLUMNS + " FROM payments WHERE payment_id = ? AND account_id = ?",
                paymentId,
                accountId);
        StatementBatch.Rows<Refund> loaded = refunds.load(statements, paymentId, accountId);
        statements.execute(jdbc);
        return payment.get().stream().findFirst().map(stored -> stored.payment().withRefunds(loaded.get()));
    }

    /** @return the payment of any account, without its refunds */
    public Optional<Payment> find(String paymentId) {
        if (!PaymentDetails.isPaymentId(paymentId)) {
            return Optional.empty();
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<StoredPayment> found = load(statements, List.of(paymentId));
        statements.execute(jdbc);
        return found.get().stream().findFirst().map(StoredPayment::payment);
    }

    /** Loads the refunds of the payments. Unpaid payments have none. */
    public List<Payment> withRefunds(List<Payment> payments) {
        List<String> paid = payments.stream()
                .filter(payment -> payment.paidMinor() > 0)
                .map(Payment::id)
                .toList();
        if (paid.isEmpty()) {
            return payments;
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<Refund> loaded = refunds.load(statements, paid);
        statements.execute(jdbc);
        Map<String, List<Refund>> byPayment = loaded.get().stream().collect(Collectors.groupingBy(Refund::paymentId));
        return payments.stream()
                .map(payment -> payment.withRefunds(byPayment.getOrDefault(payment.id(), List.of())))
                .toList();
    }
}
