package info.sopranoexch.sandbox.control;

import com.fasterxml.jackson.annotation.JsonFormat;
import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.invoice.ApiException;
import info.sopranoexch.sandbox.invoice.Invoice;
import info.sopranoexch.sandbox.invoice.InvoiceResource;
import info.sopranoexch.sandbox.invoice.Invoices;
import info.sopranoexch.sandbox.invoice.PayInvoice;
import info.sopranoexch.sandbox.invoice.PaymentOutcome;
import info.sopranoexch.sandbox.invoice.RefundInvoice;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Control API of invoices: pay, refund and show them. */
@RestController
@RequestMapping("/control/invoices/by-external-id/{externalId}")
class InvoiceControlController {
    /** One day, because callbacks are repeated for one day. */
    private static final int MAX_LATE_SECONDS = 86_400;

    private final PayInvoice payInvoice;
    private final Invoices invoices;
    private final RefundInvoice refundInvoice;

    InvoiceControlController(PayInvoice payInvoice, RefundInvoice refundInvoice, Invoices invoices) {
        this.payInvoice = payInvoice;
        this.refundInvoice = refundInvoice;
        this.invoices = invoices;
    }

    /** @param lateSeconds delay of late callbacks; null for the default */
    record PayRequest(
            @Nullable @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            PaymentOutcome outcome,

            @Nullable @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            CallbackMode callbacks,

            @Nullable Integer lateSeconds) {
        PayInvoice.Instructions instructions() {
            if (lateSeconds != null && (lateSeconds < 0 || lateSeconds > MAX_LATE_SECONDS)) {
                throw ApiException.badRequest("late_seconds: 0 to " + MAX_LATE_SECONDS);
            }
            return new PayInvoice.Instructions(
                    outcome, callbacks, lateSeconds == null ? null : Duration.ofSeconds(lateSeconds));
        }
    }

    /** Waits for the invoice if the adapter has not created it yet. */
    @PostMapping("/pay")
    InvoiceResource pay(@PathVariable String externalId, @RequestBody(required = false) @Nullable PayRequest request) {
        PayInvoice.Instructions instructions =
                request == null ? PayInvoice.Instructions.DEFAULT : request.instructions();
        Optional<Invoice> paid = payInvoice.payByControl(externalId, instructions);
        if (paid.isEmpty()) {
            invoices.await(externalId);
            paid = payInvoice.payByControl(externalId, instructions);
        }
        return paid.map(invoices::toResource).orElseThrow(ApiException::notFound);
    }

    record StaffRefund(@Nullable String amount) {}

    /** Refunds as Paymoon's staff does, without a request of the API. */
    @PostMapping("/refund")
    InvoiceResource refund(@PathVariable String externalId, @RequestBody StaffRefund request) {
        return invoices.toResource(refundInvoice.refundByStaff(externalId, request.amount()));
    }

    @GetMapping
    InvoiceResource get(@PathVariable String externalId) {
        return invoices.findByExternalId(externalId).map(invoices::toResource).orElseThrow(ApiException::notFound);
    }
}
