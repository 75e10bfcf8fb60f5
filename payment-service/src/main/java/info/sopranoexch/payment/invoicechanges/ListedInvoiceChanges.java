package info.sopranoexch.payment.invoicechanges;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Whether some instance reads the provider's list of changed invoices up to its end. */
@Component
public class ListedInvoiceChanges {
    private final InvoiceCursorStore store;
    private final InvoiceChangeProperties properties;
    private final InstantSource clock;
    private volatile Instant currentAt = Instant.EPOCH;

    ListedInvoiceChanges(InvoiceCursorStore store, InvoiceChangeProperties properties, InstantSource clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    void refresh() {
        currentAt = store.find().currentAt();
    }

    /** Whether the list was recently read to its end. Then no payment is checked for a lost callback. */
    public boolean areCurrent() {
        return clock.instant().isBefore(currentAt.plus(properties.validity()));
    }
}
