package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cancels invoices and expires overdue ones. */
@Component
@EnableScheduling
class CloseInvoice {
    private static final int BATCH = 200;

    private final InvoiceStore store;
    private final InvoiceCallbacks callbacks;
    private final InstantSource clock;

    CloseInvoice(InvoiceStore store, InvoiceCallbacks callbacks, InstantSource clock) {
        this.store = store;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    @Transactional
    public Invoice cancel(String invoiceId) {
        Invoice invoice = store.lock(invoiceId).orElseThrow(ApiException::notFound);
        if (invoice.status() == InvoiceStatus.CANCELLED) {
            return invoice;
        }
        if (invoice.status() != InvoiceStatus.CREATED) {
            throw ApiException.conflict(
                    "invoice_not_cancellable",
                    "the invoice is " + invoice.status().code());
        }
        Invoice cancelled = invoice.changed(InvoiceStatus.CANCELLED, clock.instant());
        store.update(cancelled);
        callbacks.publish(CallbackMode.NORMAL, List.of(cancelled), null);
        return cancelled;
    }

    /** Expires a batch of overdue invoices. */
    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    @Transactional
    public void expireOverdue() {
        Instant now = clock.instant();
        for (Invoice invoice : store.lockOverdue(now, BATCH)) {
            Invoice expired = invoice.changed(InvoiceStatus.EXPIRED, now);
            store.update(expired);
            callbacks.publish(CallbackMode.NORMAL, List.of(expired), null);
        }
    }
}
