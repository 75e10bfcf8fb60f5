package info.sopranoexch.sandbox.invoice;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds invoices, waits for their creation and converts them to resources. */
@Component
public class Invoices {
    private final InvoiceStore store;
    private final InvoiceProperties properties;
    /** Callers that wait for an external id. */
    private final ConcurrentHashMap<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    Invoices(InvoiceStore store, InvoiceProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    public Optional<Invoice> find(String invoiceId) {
        return store.find(invoiceId);
    }

    public Optional<Invoice> findByExternalId(String externalId) {
        return store.findByExternalId(externalId);
    }

    public InvoiceResource toResource(Invoice invoice) {
        return toResource(invoice, null);
    }

    InvoiceResource toResource(Invoice invoice, @Nullable Refund refund) {
        String base = properties.publicBaseUrl().toString();
        String paymentUrl = (base.endsWith("/") ? base : base + "/") + "pay/" + invoice.invoiceId();
        return InvoiceResource.of(invoice, refund, paymentUrl);
    }

    /** Waits until the invoice exists, or until the time of {@link InvoiceProperties#arrivalWait} is over. */
    public void await(String externalId) {
        if (findByExternalId(externalId).isPresent()) {
            return;
        }
        CompletableFuture<Void> creation = awaited.computeIfAbsent(externalId, _ -> new CompletableFuture<>());
        try {
            // Checked again, because the invoice may have been created before this caller was registered.
            if (findByExternalId(externalId).isEmpty()) {
                creation.get(properties.arrivalWait().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException _) {
            // The caller checks again.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            awaited.remove(externalId, creation);
        }
    }

    /** Wakes callers that wait for the invoice. */
    void created(String externalId) {
        CompletableFuture<Void> creation = awaited.remove(externalId);
        if (creation != null) {
            creation.complete(null);
        }
    }
}
