package info.sopranoexch.sandbox.invoice;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of changed invoices. Paymoon's contract makes it optional. */
@RestController
@ConditionalOnProperty(name = "sandbox.invoice-changes", matchIfMissing = true)
class InvoiceChangesController {
    private static final int MAX_LIMIT = 1_000;

    private final InvoiceStore store;
    private final Invoices invoices;

    InvoiceChangesController(InvoiceStore store, Invoices invoices) {
        this.store = store;
        this.invoices = invoices;
    }

    /** @param nextCursor the given cursor if there is no further change */
    record ChangedInvoices(List<InvoiceResource> data, String nextCursor) {}

    /** @return each invoice once, with its newest state, in the order of the newest changes */
    @GetMapping(path = "/v1/invoices", params = "updated_after")
    ChangedInvoices list(
            @RequestParam("updated_after") String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiException.badRequest("limit: 1 to " + MAX_LIMIT);
        }
        InvoiceCursor cursor = InvoiceCursor.parse(after);
        List<InvoiceStore.Change> changes = store.findChanged(cursor, limit);
        InvoiceCursor next = changes.isEmpty() ? cursor : changes.getLast().cursor();
        return new ChangedInvoices(
                changes.stream()
                        .map(change -> invoices.toResource(change.invoice()))
                        .toList(),
                next.toString());
    }
}
