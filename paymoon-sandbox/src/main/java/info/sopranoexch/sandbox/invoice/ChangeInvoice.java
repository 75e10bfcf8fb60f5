package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cancelling and expiring. */
@Component
class ChangeInvoice {
    private static final int BATCH = 200;

    private final InvoiceStore store;
    private final Telling telling;
    private final InstantSource clock;

    ChangeInvoice(InvoiceStore store, Telling telling, InstantSource clock) {
        this.store = store;
        this.telling = telling;
        this.clock = clock;
    }

    @Transactional
    public Invoice cancel(String invoiceId) {
        Invoice invoice = store.lock(invoiceId).orElseThrow(DeclinedException::notFound);
        if (invoice.status() == InvoiceStatus.CANCELLED) {
            return invoice;
        }
        if (invoice.status() != InvoiceStatus.CREATED) {
            throw DeclinedException.conflict(
                    "invoice_not_cancellable",
                    "the invoice is " + invoice.status().word());
        }
        Invoice cancelled = invoice.changed(InvoiceStatus.CANCELLED, clock.instant());
        store.update(cancelled);
        telling.tell(CallbackMode.NORMAL, List.of(cancelled), null);
        return cancelled;
    }

    /** Expires what is past its time; a batch a call. */
    @Transactional
    public void expireOverdue() {
        Instant now = clock.instant();
        for (Invoice invoice : store.lockOverdue(now, BATCH)) {
            Invoice expired = invoice.changed(InvoiceStatus.EXPIRED, now);
            store.update(expired);
            telling.tell(CallbackMode.NORMAL, List.of(expired), null);
        }
    }
}
