package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.FaultSwitch;
import info.sopranoexch.sandbox.fault.RefundOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes one refund for each external refund id, and never refunds more than was paid. */
@Component
public class RefundInvoice {
    private static final int BATCH = 200;
    private static final int MAX_ID = 64;

    private final InvoiceStore invoices;
    private final RefundStore refunds;
    private final InvoiceCallbacks callbacks;
    private final FaultSwitch faults;
    private final InvoiceProperties properties;
    private final InstantSource clock;

    RefundInvoice(
            InvoiceStore invoices,
            RefundStore refunds,
            InvoiceCallbacks callbacks,
            FaultSwitch faults,
            InvoiceProperties properties,
            InstantSource clock) {
        this.invoices = invoices;
        this.refunds = refunds;
        this.callbacks = callbacks;
        this.faults = faults;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param created false if the refund existed before */
    record Result(Invoice invoice, Refund refund, boolean created) {}

    /** Refunds as Paymoon's staff does: immediately, and without an id of the merchant. */
    @Transactional
    public Invoice refundByStaff(String externalId, @Nullable String amountText) {
        Invoice invoice = invoices.lockByExternalId(externalId).orElseThrow(ApiException::notFound);
        BigDecimal amount = Amounts.parse(amountText, invoice.currency());
        requireRefundable(invoice, amount);
        return open(invoice, null, amount, RefundOutcome.NORMAL).invoice();
    }

    @Transactional
    public Result refund(String invoiceId, @Nullable String externalRefundId, @Nullable String amountText) {
        if (externalRefundId == null || externalRefundId.isBlank() || externalRefundId.length() > MAX_ID) {
            throw ApiException.invalid("external_refund_id: 1 to 64 characters");
        }
        Invoice invoice = invoices.lock(invoiceId).orElseThrow(ApiException::notFound);
        BigDecimal amount = Amounts.parse(amountText, invoice.currency());
        return refunds.find(invoiceId, externalRefundId)
                .map(existing -> existing(invoice, existing, amount))
                .orElseGet(() -> newRefund(invoice, externalRefundId, amount));
    }

    private static Result existing(Invoice invoice, Refund refund, BigDecimal amount) {
        if (refund.amount().compareTo(amount) != 0) {
            throw ApiException.conflict("idempotency_conflict", "external_refund_id was used for another amount");
        }
        return new Result(invoice, refund, false);
    }

    private Result newRefund(Invoice invoice, String externalRefundId, BigDecimal amount) {
        RefundOutcome outcome = faults.current().refundOutcome();
        if (outcome == RefundOutcome.REFUSED) {
            throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "refund_refused", "deliberate failure");
        }
        requireRefundable(invoice, amount);
        return open(invoice, externalRefundId, amount, outcome);
    }

    private void requireRefundable(Invoice invoice, BigDecimal amount) {
        if (!invoice.status().isPaid()) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "invoice_not_refundable", "the invoice is not paid");
        }
        BigDecimal left = invoice.paidAmount().subtract(refunds.reserved(invoice.invoiceId()));
        if (amount.compareTo(left) > 0) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "refund_exceeds_paid",
                    "the amount is larger than the refundable amount");
        }
    }

    private Result open(Invoice invoice, @Nullable String externalRefundId, BigDecimal amount, RefundOutcome outcome) {
        Instant now = clock.instant();
        var refund = new Refund(
                "rf_" + UUID.randomUUID().toString().replace("-", ""),
                invoice.invoiceId(),
                externalRefundId,
                amount,
                outcome == RefundOutcome.NORMAL ? Refund.SUCCEEDED : Refund.PENDING);
        if (outcome == RefundOutcome.NORMAL) {
            refunds.insert(refund, null, null, now);
            return new Result(publishSettled(invoice, refund, now), refund, true);
        }
        String settlesAs = outcome == RefundOutcome.PENDING ? Refund.SUCCEEDED : Refund.FAILED;
        refunds.insert(refund, settlesAs, now.plus(properties.refundPending()), now);
        return new Result(invoice, refund, true);
    }

    /** Settles a batch of due refunds. */
    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    @Transactional
    public void settleDue() {
        Instant now = clock.instant();
        for (RefundStore.Due due : refunds.due(now, BATCH)) {
            Refund refund = due.refund().settled(due.settlesAs());
            refunds.settle(refund);
            Invoice invoice = invoices.lock(refund.invoiceId()).orElseThrow();
            var _ = publishSettled(invoice, refund, now);
        }
    }

    private Invoice publishSettled(Invoice invoice, Refund refund, Instant now) {
        Invoice changed = invoice.changed(invoice.status(), now);
        if (refund.status().equals(Refund.SUCCEEDED)) {
            BigDecimal refunded = invoice.refundedAmount().add(refund.amount());
            InvoiceStatus status = refunded.compareTo(invoice.paidAmount()) == 0
                    ? InvoiceStatus.REFUNDED
                    : InvoiceStatus.PARTIALLY_REFUNDED;
            changed = invoice.changed(status, invoice.paidAmount(), refunded, now);
        }
        invoices.update(changed);
        callbacks.publish(changed, refund);
        return changed;
    }
}
