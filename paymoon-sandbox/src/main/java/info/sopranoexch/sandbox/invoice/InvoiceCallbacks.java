package info.sopranoexch.sandbox.invoice;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import info.sopranoexch.sandbox.callback.CallbackMessage;
import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.callback.Callbacks;
import info.sopranoexch.sandbox.fault.FaultSwitch;
import info.sopranoexch.sandbox.invoice.InvoiceResource.RefundResource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Queues the callbacks of invoice changes, in the transaction of the change. */
@Component
class InvoiceCallbacks {
    /** Higher than every real version. */
    private static final long FORGED_VERSION = 1_000_000;

    private final Callbacks callbacks;
    private final FaultSwitch faults;
    private final JsonMapper json;

    InvoiceCallbacks(Callbacks callbacks, FaultSwitch faults, JsonMapper json) {
        this.callbacks = callbacks;
        this.faults = faults;
        this.json = json;
    }

    /** Body of a callback, with its fields in the order of docs/contract.md. */
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
            @Nullable RefundResource refund) {}

    /**
     * Queues callbacks of changes.
     *
     * @param changes of one invoice, oldest first
     * @param lateBy delay of late callbacks; null for the default
     */
    void publish(CallbackMode mode, List<Invoice> changes, @Nullable Duration lateBy) {
        List<CallbackMessage> messages =
                changes.stream().map(change -> message(change, null)).toList();
        publish(mode, messages, changes.getLast(), lateBy);
    }

    void publish(Invoice invoice, Refund refund) {
        Refund named = faults.current().externalRefundIds() ? refund : refund.withoutExternalId();
        publish(CallbackMode.NORMAL, List.of(message(invoice, named)), invoice, null);
    }

    private void publish(CallbackMode mode, List<CallbackMessage> messages, Invoice latest, @Nullable Duration lateBy) {
        CallbackMode effective = faults.current().callbacks() ? mode : CallbackMode.NONE;
        callbacks.publish(effective, messages, forged(latest), lateBy);
    }

    /** Each version of an invoice has its own event id. */
    private CallbackMessage message(Invoice invoice, @Nullable Refund refund) {
        var body = new Body(
                "pme_" + invoice.invoiceId().substring(4) + "_" + invoice.version(),
                refund == null ? "invoice." + invoice.status().code() : "refund." + refund.status(),
                invoice.invoiceId(),
                invoice.externalId(),
                invoice.status().code(),
                invoice.version(),
                invoice.amount().toPlainString(),
                invoice.paidAmount().toPlainString(),
                invoice.currency(),
                invoice.updatedAt(),
                RefundResource.of(refund));
        return new CallbackMessage(
                body.eventId(), invoice.externalId(), invoice.callbackUrl(), json.writeValueAsBytes(body));
    }

    /** A forged callback: the opposite status, with a version higher than every real one. */
    private CallbackMessage forged(Invoice invoice) {
        boolean paid = invoice.status().isPaid();
        return message(
                invoice.with(
                        paid ? InvoiceStatus.FAILED : InvoiceStatus.PAID,
                        FORGED_VERSION,
                        paid ? BigDecimal.ZERO.setScale(invoice.paidAmount().scale()) : invoice.amount(),
                        invoice.refundedAmount(),
                        invoice.updatedAt()),
                null);
    }
}
