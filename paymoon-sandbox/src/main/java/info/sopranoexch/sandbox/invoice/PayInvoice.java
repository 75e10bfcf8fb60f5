package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.invoice.Scenario.Outcome;
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

/** What a payer does, or a test in the payer's place. */
@Component
public class PayInvoice {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final InvoiceStore store;
    private final Telling telling;
    private final MagicAmounts magic;
    private final InstantSource clock;

    PayInvoice(InvoiceStore store, Telling telling, MagicAmounts magic, InstantSource clock) {
        this.store = store;
        this.telling = telling;
        this.magic = magic;
        this.clock = clock;
    }

    /**
     * How to pay, each part of it optional.
     *
     * @param outcome null: what the amount says, paid as a rule
     * @param callbacks null: what the amount says, normal as a rule
     * @param lateBy for late callbacks; null: the setting's
     */
    public record Order(
            @Nullable Outcome outcome,
            @Nullable CallbackMode callbacks,
            @Nullable Duration lateBy) {
        public static final Order USUAL = new Order(null, null, null);
    }

    /**
     * As a payer does on the page: only while the invoice is open.
     *
     * @throws DeclinedException 404, or 409 when it is not open any more
     */
    @Transactional
    public Invoice payOnPage(String invoiceId, Order order) {
        Invoice invoice = store.lock(invoiceId).orElseThrow(DeclinedException::notFound);
        if (!invoice.isOpen()) {
            throw notPayable(invoice);
        }
        return act(invoice, order);
    }

    /**
     * As a test does: also an expired or cancelled invoice may turn out to be paid after all.
     *
     * @return empty when there is no such invoice
     * @throws DeclinedException 409 when the outcome cannot follow on its status, 422 when its amount is too small for it
     */
    @Transactional
    public Optional<Invoice> payByControl(String externalId, Order order) {
        return store.lockByExternalId(externalId).map(invoice -> act(invoice, order));
    }

    private Invoice act(Invoice invoice, Order order) {
        Scenario usual = magic.whenPaid(invoice);
        Outcome outcome = order.outcome() == null ? usual.outcome() : order.outcome();
        CallbackMode mode = order.callbacks() == null ? usual.callbacks() : order.callbacks();
        boolean lateMoney = outcome == Outcome.PAID || outcome == Outcome.UNDERPAID || outcome == Outcome.OVERPAID;
        boolean over = invoice.status() == InvoiceStatus.EXPIRED || invoice.status() == InvoiceStatus.CANCELLED;
        if (!invoice.isOpen() && !(over && lateMoney)) {
            throw notPayable(invoice);
        }
        List<Invoice> changes = changes(invoice, outcome, mode);
        store.update(changes.getLast());
        telling.tell(mode, changes, order.lateBy());
        return changes.getLast();
    }

    /** To be told out of order there must be two. */
    private List<Invoice> changes(Invoice invoice, Outcome outcome, CallbackMode mode) {
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

    private static Invoice changed(Invoice invoice, Outcome outcome, Instant now) {
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

    /** Rounded down to the currency's smallest unit, of which there must be two: paying nothing is not underpaying. */
    private static BigDecimal half(Invoice invoice) {
        BigDecimal half = invoice.amount().divide(TWO, Amounts.decimals(invoice.currency()), RoundingMode.DOWN);
        if (half.signum() == 0) {
            throw DeclinedException.invalid("outcome: the smallest amount there is cannot be underpaid");
        }
        return half;
    }

    private static DeclinedException notPayable(Invoice invoice) {
        return DeclinedException.conflict(
                "invoice_not_payable", "the invoice is " + invoice.status().word());
    }
}
