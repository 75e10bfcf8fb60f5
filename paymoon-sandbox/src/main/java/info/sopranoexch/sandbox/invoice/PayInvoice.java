package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pays an invoice, for a payer on the page or for a test. */
@Component
public class PayInvoice {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final InvoiceStore store;
    private final InvoiceCallbacks callbacks;
    private final MagicAmounts magicAmounts;
    private final InstantSource clock;

    PayInvoice(InvoiceStore store, InvoiceCallbacks callbacks, MagicAmounts magicAmounts, InstantSource clock) {
        this.store = store;
        this.callbacks = callbacks;
        this.magicAmounts = magicAmounts;
        this.clock = clock;
    }

    /**
     * Optional instructions. Null selects the behaviour of the amount, usually paid with a normal callback.
     *
     * @param lateBy delay of late callbacks; null for the default
     */
    public record Instructions(
            @Nullable PaymentOutcome outcome,
            @Nullable CallbackMode callbacks,
            @Nullable Duration lateBy) {
        public static final Instructions DEFAULT = new Instructions(null, null, null);
    }

    /**
     * Pays as a payer does on the page, only while the invoice is open.
     *
     * @throws ApiException 404, or 409 if the invoice is closed
     */
    @Transactional
    public Invoice payOnPage(String invoiceId, Instructions instructions) {
        Invoice invoice = store.lock(invoiceId).orElseThrow(ApiException::notFound);
        if (!invoice.isOpen()) {
            throw notPayable(invoice);
        }
        return apply(invoice, instructions);
    }

    /**
     * Pays for a test. Money may also arrive for an expired or cancelled invoice.
     *
     * @return empty if the invoice does not exist
     * @throws ApiException 409 if its status does not allow the outcome, 422 if its amount is too small
     */
    @Transactional
    public Optional<Invoice> payByControl(String externalId, Instructions instructions) {
        return store.lockByExternalId(externalId).map(invoice -> apply(invoice, instructions));
    }

    private Invoice apply(Invoice invoice, Instructions instructions) {
        MagicAmounts.Magic magic = magicAmounts.of(invoice.amount());
        PaymentOutcome outcome = instructions.outcome() == null ? magic.outcome() : instructions.outcome();
        CallbackMode mode = instructions.callbacks() == null ? magic.callbacks() : instructions.callbacks();
        boolean lateMoney = outcome == PaymentOutcome.PAID
                || outcome == PaymentOutcome.UNDERPAID
                || outcome == PaymentOutcome.OVERPAID;
        boolean closed = invoice.status() == InvoiceStatus.EXPIRED || invoice.status() == InvoiceStatus.CANCELLED;
        if (!invoice.isOpen() && !(closed && lateMoney)) {
            throw notPayable(invoice);
        }
        List<Invoice> changes = changes(invoice, outcome, mode);
        store.update(changes.getLast());
        callbacks.publish(mode, changes, instructions.lateBy());
        return changes.getLast();
    }

    /** Mode {@code REORDERED} needs two changes. */
    private List<Invoice> changes(Invoice invoice, PaymentOutcome outcome, CallbackMode mode) {
        Instant now = clock.instant();
        var changes = new ArrayList<Invoice>();
        Invoice from = invoice;
        if (mode == CallbackMode.REORDERED && invoice.status() == InvoiceStatus.CREATED) {
            from = invoice.changed(InvoiceStatus.PROCESSING, now);
            changes.add(from);
        }
        changes.add(changed(from, outcome, now));
        return changes;
    }

    private static Invoice changed(Invoice invoice, PaymentOutcome outcome, Instant now) {
        BigDecimal amount = invoice.amount();
        BigDecimal refunded = invoice.refundedAmount();
        return switch (outcome) {
            case PAID -> invoice.changed(InvoiceStatus.PAID, amount, refunded, now);
            case UNDERPAID -> invoice.changed(InvoiceStatus.UNDERPAID, half(invoice), refunded, now);
            case OVERPAID -> invoice.changed(InvoiceStatus.OVERPAID, amount.multiply(TWO), refunded, now);
            case DECLINED -> invoice.changed(InvoiceStatus.FAILED, now);
            case PROCESSING -> invoice.changed(InvoiceStatus.PROCESSING, now);
            case EXPIRED -> invoice.changed(InvoiceStatus.EXPIRED, now);
        };
    }

    /** Rounds down to the smallest unit of the currency. The result must not be zero. */
    private static BigDecimal half(Invoice invoice) {
        BigDecimal half = invoice.amount().divide(TWO, Amounts.decimals(invoice.currency()), RoundingMode.DOWN);
        if (half.signum() == 0) {
            throw ApiException.invalid("outcome: the smallest amount of a currency cannot be underpaid");
        }
        return half;
    }

    private static ApiException notPayable(Invoice invoice) {
        return ApiException.conflict(
                "invoice_not_payable", "the invoice is " + invoice.status().code());
    }
}
