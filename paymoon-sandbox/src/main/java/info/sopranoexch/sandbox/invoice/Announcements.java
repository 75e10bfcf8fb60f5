package info.sopranoexch.sandbox.invoice;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import info.sopranoexch.sandbox.callback.Announcement;
import info.sopranoexch.sandbox.invoice.InvoiceView.RefundView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of callbacks. */
@Component
public class Announcements {
    private static final long LYING_VERSION = 1_000_000;

    private final JsonMapper json;

    Announcements(JsonMapper json) {
        this.json = json;
    }

    /** The callback's body, its fields in the order of the contract. */
    @JsonPropertyOrder({
        "event_id",
        "type",
        "invoice_id",
        "external_id",
        "status",
        "version",
        "amount",
        "paid_amount",
        "currency",
        "occurred_at",
        "refund"
    })
    record Body(
            String eventId,
            String type,
            String invoiceId,
            String externalId,
            String status,
            long version,
            String amount,
            String paidAmount,
            String currency,
            Instant occurredAt,
            @Nullable RefundView refund) {}

    Announcement of(Invoice invoice) {
        return of(invoice, null);
    }

    /** The event id follows from invoice and version: each change has one. */
    Announcement of(Invoice invoice, @Nullable Refund refund) {
        String type = refund == null ? "invoice." + invoice.status().word() : "refund." + refund.status();
        var body = new Body(
                "pme_" + invoice.invoiceId().substring(4) + "_" + invoice.version(),
                type,
                invoice.invoiceId(),
                invoice.externalId(),
                invoice.status().word(),
                invoice.version(),
                invoice.amount().toPlainString(),
                invoice.paidAmount().toPlainString(),
                invoice.currency(),
                invoice.updatedAt(),
                RefundView.of(refund));
        return new Announcement(
                body.eventId(), invoice.externalId(), invoice.callbackUrl(), json.writeValueAsBytes(body));
    }

    /** What a forger would say: the contrary, with a version that beats all others. */
    Announcement lie(Invoice invoice) {
        boolean paid = invoice.status().isPaidSomehow();
        InvoiceStatus contrary = paid ? InvoiceStatus.FAILED : InvoiceStatus.PAID;
        return of(new Invoice(
                invoice.invoiceId(),
                invoice.externalId(),
                invoice.amount(),
                invoice.currency(),
                null,
                invoice.callbackUrl(),
                null,
                contrary,
                LYING_VERSION,
                paid ? invoice.paidAmount().subtract(invoice.paidAmount()) : invoice.amount(),
                invoice.refundedAmount(),
                invoice.expiresAt(),
                invoice.createdAt(),
                invoice.updatedAt()));
    }
}
