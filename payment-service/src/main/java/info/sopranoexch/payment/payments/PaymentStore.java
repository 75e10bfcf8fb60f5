package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.starter.database.StatementBatch;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of payments and refunds. What is written in numbers is written in one statement a table. */
@Component
public class PaymentStore {
    /** A payment that the provider must be asked about. */
    public record Due(String paymentId, Instant dueAt) {}

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PaymentStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Those that exist, without their refunds. */
    public StatementBatch.Rows<StoredPayment> load(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                PaymentRows::payment,
                "SELECT " + PaymentRows.COLUMNS + " FROM payments WHERE payment_id = ANY (?)",
                (Object) paymentIds.toArray(String[]::new));
    }

    /** Refunds of the payments, oldest first. */
    public StatementBatch.Rows<Refund> loadRefunds(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                PaymentRows::refund,
                "SELECT " + PaymentRows.REFUND_COLUMNS
                        + " FROM refunds AS r WHERE payment_id = ANY (?) ORDER BY created_at, refund_id",
                (Object) paymentIds.toArray(String[]::new));
    }

    /** A refund's id at the provider, and the payment that the refund belongs to. */
    public record RefundOwner(String providerRefundId, String paymentId) {}

    /** The owners of those of the provider's refund ids that are stored. */
    public StatementBatch.Rows<RefundOwner> refundOwners(
            StatementBatch statements, Collection<String> providerRefundIds) {
        return statements.query(
                (row, _) -> new RefundOwner(row.getString(1), row.getString(2)),
                "SELECT provider_refund_id, payment_id FROM refunds WHERE provider = ? AND provider_refund_id = ANY (?)",
                ProviderReport.PROVIDER,
                providerRefundIds.toArray(String[]::new));
    }

    /** That many new ids, rising. */
    public StatementBatch.Rows<Long> nextIds(StatementBatch statements, int count) {
        return statements.query(
                (row, _) -> row.getLong(1), "SELECT nextval('payment_ids') FROM generate_series(1, ?)", count);
    }

    /** The trip fails with {@code serialization_failure} when one of them exists. */
    public void insert(StatementBatch statements, List<StoredPayment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var rows = new Columns<>(payments);
        statements.query(
                (_, _) -> true,
                """
                        WITH written AS (
                            INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                              expires_at, updated_at, next_check_at, sandbox, command_id, fingerprint, description, order_id,
                              return_url, metadata, traceparent)
                            SELECT payment_id, id, account_id, merchant_id, amount_minor, currency, from_ms(created_at),
                              from_ms(expires_at), from_ms(created_at), from_ms(next_check_at), sandbox, command_id,
                              fingerprint, description, order_id, return_url, metadata::jsonb, traceparent
                            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                              AS p (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at, expires_at,
                                next_check_at, sandbox, command_id, fingerprint, description, order_id, return_url, metadata,
                                traceparent)
                            ON CONFLICT (payment_id) DO NOTHING
                            RETURNING 1)
                        SELECT all_written(count(*), ?, 'exist already') FROM written
                        """,
                rows.text(s -> s.payment().id()),
                rows.number(s -> s.payment().terms().id()),
                rows.number(s -> s.payment().terms().accountId()),
                rows.number(s -> s.payment().terms().merchantId()),
                rows.number(s -> s.payment().terms().amount().minor()),
                rows.text(s -> s.payment().terms().amount().currency()),
                rows.time(s -> s.payment().terms().createdAt()),
                rows.time(s -> s.payment().terms().expiresAt()),
                rows.time(s -> s.payment().nextCheckAt()),
                rows.flag(s -> s.payment().terms().sandbox()),
                rows.text(StoredPayment::commandId),
                rows.text(StoredPayment::fingerprint),
                rows.text(s -> s.payment().terms().description()),
                rows.text(s -> s.payment().terms().orderId()),
                rows.text(s -> s.payment().terms().returnUrl()),
                rows.text(s -> PaymentRows.metadata(s.payment().terms().metadata())),
                rows.text(StoredPayment::traceparent),
                (long) payments.size());
    }

    /** The trip fails with {@code serialization_failure} when one of them was written since it was loaded. */
    public void update(StatementBatch statements, List<StoredPayment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var rows = new Columns<>(payments);
        statements.query(
                (_, _) -> true,
                """
                        WITH written AS (
                            UPDATE payments AS p SET status = c.status::payment_status, version = c.version, review = c.review,
                              paid_minor = c.paid_minor, paid_at = from_ms(c.paid_at), refunded_minor = c.refunded_minor, invoice_id = c.invoice_id,
                              invoice_url = c.invoice_url, invoice_status = c.invoice_status,
                              invoice_version = c.invoice_version, next_check_at = from_ms(c.next_check_at),
                              checks = c.checks, updated_at = from_ms(c.updated_at), revision = p.revision + 1
                            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                              AS c (payment_id, revision, status, version, review, paid_minor, paid_at, refunded_minor, invoice_id,
                                invoice_url, invoice_status, invoice_version, next_check_at, checks, updated_at)
                            WHERE p.payment_id = c.payment_id AND p.revision = c.revision
                            RETURNING 1)
                        SELECT all_written(count(*), ?, 'have changed meanwhile') FROM written
                        """,
                rows.text(s -> s.payment().id()),
                rows.number(StoredPayment::revision),
                rows.text(s -> s.payment().status().code()),
                rows.number(s -> s.payment().version()),
                rows.flag(s -> s.payment().review()),
                rows.number(s -> s.payment().paidMinor()),
                rows.time(s -> s.payment().paidAt()),
                rows.number(s -> s.payment().refundedMinor()),
                rows.text(s -> s.payment().invoice().id()),
                rows.text(s -> s.payment().invoice().url()),
                rows.text(s -> invoiceStatus(s.payment())),
                rows.number(s -> s.payment().invoice().version()),
                rows.time(s -> s.payment().nextCheckAt()),
                rows.number(s -> s.payment().checks()),
                rows.time(s -> s.payment().updatedAt()),
                (long) payments.size());
    }

    public void upsert(StatementBatch statements, Collection<Refund> refunds) {
        if (refunds.isEmpty()) {
            return;
        }
        var rows = new Columns<>(List.copyOf(refunds));
        statements.update(
                """
                        INSERT INTO refunds (refund_id, payment_id, amount_minor, status, origin, provider_refund_id,
                          failure_code, created_at, updated_at)
                        SELECT refund_id, payment_id, amount_minor, status::refund_status, origin, provider_refund_id,
                          failure_code, from_ms(created_at), from_ms(updated_at)
                        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS r (refund_id, payment_id, amount_minor, status, origin,
                          provider_refund_id, failure_code, created_at, updated_at)
                        ON CONFLICT (refund_id) DO UPDATE SET status = excluded.status,
                          provider_refund_id = excluded.provider_refund_id, failure_code = excluded.failure_code,
                          updated_at = excluded.updated_at
                        """,
                rows.text(Refund::refundId),
                rows.text(Refund::paymentId),
                rows.number(Refund::amountMinor),
                rows.text(r -> r.status().code()),
                rows.text(r -> r.origin().code()),
                rows.text(Refund::providerRefundId),
                rows.text(r -> r.failureCode() == null ? null : r.failureCode().code()),
                rows.time(Refund::createdAt),
                rows.time(Refund::updatedAt));
    }

    /** @return the payment with that id and its refunds, if it is the account's */
    public Optional<Payment> find(String paymentId, long accountId) {
        if (!ID.matcher(paymentId).matches()) {
            return Optional.empty();
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<StoredPayment> payment = statements.query(
                PaymentRows::payment,
                "SELECT " + PaymentRows.COLUMNS + " FROM payments WHERE payment_id = ? AND account_id = ?",
                paymentId,
                accountId);
        StatementBatch.Rows<Refund> refunds = statements.query(
                PaymentRows::refund, "SELECT " + PaymentRows.REFUND_COLUMNS + """
                 FROM refunds AS r JOIN payments AS p USING (payment_id)
                WHERE r.payment_id = ? AND p.account_id = ? ORDER BY r.created_at, r.refund_id
                """, paymentId, accountId);
        statements.execute(template);
        return payment.get().stream().findFirst().map(stored -> stored.payment().withRefunds(refunds.get()));
    }

    /** The payments with their refunds. A payment of which nothing was paid has none. */
    public List<Payment> withRefunds(List<Payment> payments) {
        List<String> paid = payments.stream()
                .filter(payment -> payment.paidMinor() > 0)
                .map(Payment::id)
                .toList();
        if (paid.isEmpty()) {
            return payments;
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<Refund> found = loadRefunds(statements, paid);
        statements.execute(template);
        Map<String, List<Refund>> refunds = found.get().stream().collect(Collectors.groupingBy(Refund::paymentId));
        return payments.stream()
                .map(payment -> payment.withRefunds(refunds.getOrDefault(payment.id(), List.of())))
                .toList();
    }

    /** @return the payment with that id, whoever owns it; without its refunds; none for what cannot be an id */
    public Optional<Payment> find(String paymentId) {
        if (!ID.matcher(paymentId).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT " + PaymentRows.COLUMNS + " FROM payments WHERE payment_id = ?")
                .param(paymentId)
                .query(PaymentRows::payment)
                .optional()
                .map(StoredPayment::payment);
    }

    static final String DUE = "SELECT payment_id, next_check_at FROM payments WHERE " + CheckKind.SQL + " = ? " + """
            AND next_check_at <= ? AND (next_check_at, payment_id) > (?, ?) ORDER BY next_check_at, payment_id LIMIT ?
            """;

    static final String READ_IN_ORDER = "SET LOCAL enable_bitmapscan = off";

    /**
     * Reads due payments off their index until the page is full, for the rest of the transaction. The planner underestimates
     * kinds of checks, and would sort the whole backlog for each page.
     */
    public void readDueInOrder() {
        jdbc.sql(READ_IN_ORDER).update();
    }

    /**
     * Payments of a kind that are due, the longest due first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<Due> due(CheckKind kind, Instant now, @Nullable Due after, int limit) {
        var beginning = new Due("", Instant.EPOCH);
        Due from = after == null ? beginning : after;
        return jdbc.sql(DUE)
                .params(
                        kind.number(),
                        now.atOffset(ZoneOffset.UTC),
                        from.dueAt().atOffset(ZoneOffset.UTC),
                        from.paymentId(),
                        limit)
                .query((row, _) -> new Due(
                        row.getString("payment_id"),
                        row.getObject("next_check_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static @Nullable String invoiceStatus(Payment payment) {
        var status = payment.invoice().status();
        return status == null ? null : status.code();
    }
}
