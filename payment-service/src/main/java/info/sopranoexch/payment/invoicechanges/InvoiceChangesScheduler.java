package info.sopranoexch.payment.invoicechanges;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads the provider's list of changed invoices every second, in a thread of its own, because the provider can be slow. */
@Component
class InvoiceChangesScheduler {
    private static final Logger log = LoggerFactory.getLogger(InvoiceChangesScheduler.class);

    private final InvoiceChangesReader reader;
    private final ListedInvoiceChanges changes;
    private final InvoiceChangeProperties properties;
    private final Lock reading = new ReentrantLock();

    InvoiceChangesScheduler(
            InvoiceChangesReader reader, ListedInvoiceChanges changes, InvoiceChangeProperties properties) {
        this.reader = reader;
        this.changes = changes;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 4_000, fixedRate = 1_000)
    void read() {
        if (properties.enabled() && reading.tryLock()) {
            try {
                reader.runOnce();
                changes.refresh();
            } catch (RuntimeException e) {
                log.warn("could not read the provider's list of changed invoices: {}", e.toString());
            } finally {
                reading.unlock();
            }
        }
    }
}
