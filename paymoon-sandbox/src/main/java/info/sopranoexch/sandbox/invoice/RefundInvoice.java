package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.FaultSwitch;
import info.sopranoexch.sandbox.fault.RefundMood;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Refunds once per external refund id, never more than was paid. */
@Component
public class RefundInvoice {
    private static final int BATCH = 200;
    private static final int MAX_ID = 64;

    private final InvoiceStore invoices;
    private final RefundStore refunds;
    private final Telling telling;
    private final FaultSwitch faults;
    private final InvoiceProperties properties;
    private final InstantSource clock;

    RefundInvoice(
            InvoiceStore invoices,
            RefundStore refunds,
            Telling telling,
            FaultSwitch faults,
            InvoiceProperties properties,
            InstantSource clock) {
        this.invoices = invoices;
        this.refunds = refunds;
        this.telling = telling;
        this.faults = faults;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Which refund it is.
     *
     * @param created false when it was there before
     */
    record Result(Invoice invoice, Refund refund, boolean created) {}

    /** A refund that Paymoon's own staff makes: at once, and without an id of the merchant's side. */
    @Transactional
    public Invoice refundByStaff(String externalId, @Nullable String amountText) {
        Invoice invoice = invoices.lockByExternalId(externalId).orElseThrow(DeclinedException::notFound);
        BigDecimal amount = Amounts.parse(amountText, invoice.currency());
        requireRefundable(invoice, amount);
        return open(invoice, null, amount, RefundMood.NORMAL).invoice();
    }

    @Transactional
    public Result refund(String invoiceId, @Nullable String externalRefundId, @Nullable String amountText) {
        if (externalRefundId == null || externalRefundId.isBlank() || externalRefundId.length() > MAX_ID) {
            throw DeclinedException.invalid("external_refund_id: 1 to 64 characters");
        }
        Invoice invoice = invoices.lock(invoiceId).orElseThrow(DeclinedException::notFound);
        BigDecimal amount = Amounts.parse(amountText, invoice.currency());
        return refunds.find(invoiceId, externalRefundId)
                .map(existing -> existing(invoice, existing, amount))
                .orElseGet(() -> fresh(invoice, externalRefundId, amount));
    }

    private static Result existing(Invoice invoice, Refund refund, BigDecimal amount) {
        if (refund.amount().compareTo(amount) != 0) {
            throw DeclinedException.conflict("idempotency_conflict", "external_refund_id was used for another amount");
        }
        return new Result(invoice, refund, false);
    }

    private Result fresh(Invoice invoice, String externalRefundId, BigDecimal amount) {
        RefundMood mood = faults.current().refundOutcome();
        if (mood == RefundMood.REFUSED) {
            throw new DeclinedException(HttpStatus.UNPROCESSABLE_CONTENT, "refund_refused", "on purpose");
        }
        requireRefundable(invoice, amount);
        return open(invoice, externalRefundId, amount, mood);
    }

    private void requireRefundable(Invoice invoice, BigDecimal amount) {
        if (!invoice.status().isPaidSomehow()) {
            throw new DeclinedException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "invoice_not_refundable", "the invoice is not paid");
        }
        BigDecimal left = invoice.paidAmount().subtract(refunds.reserved(invoice.invoiceId()));
        if (amount.compareTo(left) > 0) {
            throw new DeclinedException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "refund_exceeds_paid", "more than is left to refund");
        }
    }

    private Result open(Invoice invoice, @Nullable String externalRefundId, BigDecimal amount, RefundMood mood) {
        Instant now = clock.instant();
        var refund = new Refund(
                "rf_" + UUID.randomUUID().toString().replace("-", ""),
                invoice.invoiceId(),
                externalRefundId,
                amount,
                mood == RefundMood.NORMAL ? Refund.SUCCEEDED : Refund.PENDING);
        if (mood == RefundMood.NORMAL) {
            refunds.insert(refund, null, null, now);
            return new Result(told(invoice, refund, now), refund, true);
        }
        String settlesAs = mood == RefundMood.PENDING ? Refund.SUCCEEDED : Refund.FAILED;
        refunds.insert(refund, settlesAs, now.plus(properties.refundPending()), now);
        return new Result(invoice, refund, true);
    }

    /** Ends pending refunds whose time has come; a batch a call. */
    @Transactional
    public void settleDue() {
        Instant now = clock.instant();
        for (RefundStore.Due due : refunds.due(now, BATCH)) {
            Refund refund = due.refund().settled(due.settlesAs());
            refunds.settle(refund);
            Invoice invoice = invoices.lock(refund.invoiceId()).orElseThrow();
            var _ = told(invoice, refund, now);
        }
    }

    private Invoice told(Invoice invoice, Refund refund, Instant now) {
        Invoice changed = invoice.changed(invoice.status(), now);
        if (refund.status().equals(Refund.SUCCEEDED)) {
            BigDecimal refunded = invoice.refundedAmount().add(refund.amount());
            InvoiceStatus status = refunded.compareTo(invoice.paidAmount()) == 0
                    ? InvoiceStatus.REFUNDED
                    : InvoiceStatus.PARTIALLY_REFUNDED;
            changed = invoice.changed(status, invoice.paidAmount(), refunded, now);
        }
        invoices.update(changed);
        telling.tell(changed, refund);
        return changed;
    }
}
