package info.sopranoexch.sandbox.control;

import com.fasterxml.jackson.annotation.JsonFormat;
import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.invoice.DeclinedException;
import info.sopranoexch.sandbox.invoice.Invoice;
import info.sopranoexch.sandbox.invoice.InvoiceView;
import info.sopranoexch.sandbox.invoice.InvoiceViews;
import info.sopranoexch.sandbox.invoice.Invoices;
import info.sopranoexch.sandbox.invoice.PayInvoice;
import info.sopranoexch.sandbox.invoice.RefundInvoice;
import info.sopranoexch.sandbox.invoice.Scenario.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/control/invoices/by-external-id/{externalId}")
class PayController {
    /** A day: callbacks are not told for longer. */
    private static final int MOST_LATE = 86_400;

    private final PayInvoice payInvoice;
    private final Invoices invoices;
    private final InvoiceViews views;
    private final RefundInvoice refundInvoice;

    PayController(PayInvoice payInvoice, RefundInvoice refundInvoice, Invoices invoices, InvoiceViews views) {
        this.payInvoice = payInvoice;
        this.refundInvoice = refundInvoice;
        this.invoices = invoices;
        this.views = views;
    }

    /**
     * How to pay, all of it optional.
     *
     * @param lateSeconds for late callbacks; the setting's when absent
     */
    record PayRequest(
            @Nullable @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            Outcome outcome,

            @Nullable @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            CallbackMode callbacks,

            @Nullable Integer lateSeconds) {
        PayInvoice.Order order() {
            if (lateSeconds != null && (lateSeconds < 0 || lateSeconds > MOST_LATE)) {
                throw DeclinedException.badRequest("late_seconds: 0 to " + MOST_LATE);
            }
            return new PayInvoice.Order(
                    outcome, callbacks, lateSeconds == null ? null : Duration.ofSeconds(lateSeconds));
        }
    }

    /** Waits a few seconds for the invoice: the adapter creates it when it gets to it. */
    @PostMapping("/pay")
    InvoiceView pay(@PathVariable String externalId, @RequestBody(required = false) @Nullable PayRequest request) {
        PayInvoice.Order order = request == null ? PayInvoice.Order.USUAL : request.order();
        Optional<Invoice> paid = payInvoice.payByControl(externalId, order);
        if (paid.isEmpty()) {
            invoices.await(externalId);
            paid = payInvoice.payByControl(externalId, order);
        }
        return paid.map(views::view).orElseThrow(DeclinedException::notFound);
    }

    record StaffRefund(@Nullable String amount) {}

    /** Paymoon's own staff refunds: nobody asked for it through the API. */
    @PostMapping("/refund")
    InvoiceView refund(@PathVariable String externalId, @RequestBody StaffRefund request) {
        return views.view(refundInvoice.refundByStaff(externalId, request.amount()));
    }

    @GetMapping
    InvoiceView get(@PathVariable String externalId) {
        return invoices.findByExternalId(externalId).map(views::view).orElseThrow(DeclinedException::notFound);
    }
}
