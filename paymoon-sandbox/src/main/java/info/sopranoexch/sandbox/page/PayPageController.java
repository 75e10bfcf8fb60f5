package info.sopranoexch.sandbox.page;

import info.sopranoexch.sandbox.invoice.DeclinedException;
import info.sopranoexch.sandbox.invoice.Invoice;
import info.sopranoexch.sandbox.invoice.Invoices;
import info.sopranoexch.sandbox.invoice.PayInvoice;
import info.sopranoexch.sandbox.invoice.Scenario.Outcome;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where Paymoon's payer pays. */
@RestController
class PayPageController {
    private final Invoices invoices;
    private final PayInvoice payInvoice;

    PayPageController(Invoices invoices, PayInvoice payInvoice) {
        this.invoices = invoices;
        this.payInvoice = payInvoice;
    }

    @GetMapping("/pay/{invoiceId}")
    ResponseEntity<String> show(@PathVariable String invoiceId) {
        return invoices.find(invoiceId).map(PayPageController::page).orElseGet(PayPageController::notFound);
    }

    @PostMapping("/pay/{invoiceId}")
    ResponseEntity<String> act(@PathVariable String invoiceId, @RequestParam String action) {
        var order = new PayInvoice.Order(action.equals("decline") ? Outcome.DECLINED : null, null, null);
        try {
            Invoice invoice = payInvoice.payOnPage(invoiceId, order);
            String back = invoice.returnUrl() == null ? "/pay/" + invoiceId : invoice.returnUrl();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(back))
                    .build();
        } catch (DeclinedException _) {
            // Gone, or paid in another tab: the page says which.
            return show(invoiceId);
        }
    }

    private static ResponseEntity<String> page(Invoice invoice) {
        String facts = String.format(
                Locale.ROOT,
                """
                <dl><dt>Amount</dt><dd class="amount">%s %s</dd>
                <dt>For</dt><dd>%s</dd>
                <dt>Status</dt><dd>%s</dd>
                <dt>Valid until</dt><dd><time>%s</time></dd></dl>
                """,
                Html.escape(invoice.amount().toPlainString()),
                Html.escape(invoice.currency()),
                Html.escape(invoice.description() == null ? "no description" : invoice.description()),
                Html.escape(invoice.status().word().replace('_', ' ')),
                invoice.expiresAt());
        String actions = invoice.isOpen()
                ? String.format(
                        Locale.ROOT,
                        """
                <form method="post"><button name="action" value="pay" class="pay">Pay %s %s</button>
                <button name="action" value="decline">Decline</button></form>
                """,
                        Html.escape(invoice.amount().toPlainString()),
                        Html.escape(invoice.currency()))
                : back(invoice);
        return Html.page(HttpStatus.OK, "Pay invoice", facts + actions, invoice.returnUrl());
    }

    private static String back(Invoice invoice) {
        return invoice.returnUrl() == null
                ? "<p>Nothing is left to do here.</p>"
                : String.format(
                        Locale.ROOT, "<p><a href=\"%s\">Back to the shop</a></p>", Html.escape(invoice.returnUrl()));
    }

    private static ResponseEntity<String> notFound() {
        return Html.page(HttpStatus.NOT_FOUND, "No such invoice", "<p>Is the address complete?</p>", null);
    }
}
