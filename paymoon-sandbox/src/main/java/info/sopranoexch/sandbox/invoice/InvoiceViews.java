package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.invoice.InvoiceView.RefundView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows invoices. */
@Component
public class InvoiceViews {
    private final String base;

    InvoiceViews(InvoiceProperties properties) {
        String url = properties.publicBaseUrl().toString();
        this.base = url.endsWith("/") ? url : url + "/";
    }

    public InvoiceView view(Invoice invoice) {
        return view(invoice, null);
    }

    InvoiceView view(Invoice invoice, @Nullable Refund refund) {
        return new InvoiceView(
                invoice.invoiceId(),
                invoice.externalId(),
                invoice.status().word(),
                invoice.version(),
                invoice.amount().toPlainString(),
                invoice.paidAmount().toPlainString(),
                invoice.refundedAmount().toPlainString(),
                invoice.currency(),
                invoice.description(),
                base + "pay/" + invoice.invoiceId(),
                invoice.returnUrl(),
                invoice.expiresAt(),
                invoice.createdAt(),
                invoice.updatedAt(),
                RefundView.of(refund));
    }
}
