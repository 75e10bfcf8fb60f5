package info.sopranoexch.sandbox.invoice;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looking invoices up. */
@Component
public class Invoices {
    private final InvoiceStore store;
    private final InvoiceArrivals arrivals;
    private final InvoiceProperties properties;

    Invoices(InvoiceStore store, InvoiceArrivals arrivals, InvoiceProperties properties) {
        this.store = store;
        this.arrivals = arrivals;
        this.properties = properties;
    }

    public Optional<Invoice> find(String invoiceId) {
        return store.find(invoiceId);
    }

    public Optional<Invoice> findByExternalId(String externalId) {
        return store.findByExternalId(externalId);
    }

    /** Waits a few seconds for an invoice that is about to be created. */
    public void await(String externalId) {
        arrivals.await(externalId, () -> store.findByExternalId(externalId).isPresent(), properties.arrivalWait());
    }
}
