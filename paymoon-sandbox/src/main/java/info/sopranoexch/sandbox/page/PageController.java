package info.sopranoexch.sandbox.page;

import info.sopranoexch.sandbox.invoice.ApiException;
import info.sopranoexch.sandbox.invoice.Invoice;
import info.sopranoexch.sandbox.invoice.Invoices;
import info.sopranoexch.sandbox.invoice.MagicAmounts;
import info.sopranoexch.sandbox.invoice.PayInvoice;
import info.sopranoexch.sandbox.invoice.PaymentOutcome;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the index page and the pages where payers pay. */
@RestController
class PageController {
    private static final String CONTROL_API = """
            <h2>Control API</h2>
            <p>It overrides magic amounts. All fields are optional, except those of POST /control/callbacks.</p>
            <pre>POST /control/invoices/by-external-id/{payment_id}/pay
            {"outcome": "paid|declined|underpaid|overpaid|processing|expired",
             "callbacks": "normal|none|twice|late|reordered|forged", "late_seconds": 20}
            PUT /control/faults        (GET returns them, DELETE removes them)
            {"create": "normal|timeout_after_success|timeout|429|outage",
             "query": "...", "refund": "...", "cancel": "...",
             "refund_outcome": "normal|pending|failed|refused",
             "callbacks": true, "times": 3}
            GET  /control/invoices/by-external-id/{payment_id}
            GET  /control/callbacks?external_id={payment_id}
            POST /control/callbacks
            {"event_id": "...", "external_id": "...", "target": "...", "body": "...", "forged": false}</pre>
            """;

    private final Invoices invoices;
    private final PayInvoice payInvoice;

    PageController(Invoices invoices, PayInvoice payInvoice) {
        this.invoices = invoices;
        this.payInvoice = payInvoice;
    }

    @GetMapping("/")
    ResponseEntity<String> index() {
        String rows = MagicAmounts.ALL.stream()
                .map(magic -> html("<tr><td>%s</td><td>%s</td></tr>", magic.amount(), magic.description()))
                .collect(Collectors.joining("\n"));
        return HtmlPage.page(HttpStatus.OK, "Paymoon sandbox", """
                <h2>Magic amounts</h2>
                <p>A whole amount, in any currency, that changes the creation or the payment of an invoice.
                An invoice with another amount is paid and called back once.</p>
                <table><thead><tr><th scope="col">Amount</th><th scope="col">Effect</th></tr></thead>
                <tbody>""" + rows + "</tbody></table>" + CONTROL_API, null);
    }

    @GetMapping("/pay/{invoiceId}")
    ResponseEntity<String> show(@PathVariable String invoiceId) {
        return invoices.find(invoiceId)
                .map(PageController::payPage)
                .orElseGet(() ->
                        HtmlPage.page(HttpStatus.NOT_FOUND, "Invoice not found", "<p>Check the address.</p>", null));
    }

    @PostMapping("/pay/{invoiceId}")
    ResponseEntity<String> pay(@PathVariable String invoiceId, @RequestParam String action) {
        PaymentOutcome outcome = action.equals("decline") ? PaymentOutcome.DECLINED : null;
        try {
            Invoice invoice = payInvoice.payOnPage(invoiceId, new PayInvoice.Instructions(outcome, null, null));
            String next = invoice.returnUrl() == null ? "/pay/" + invoiceId : invoice.returnUrl();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(next))
                    .build();
        } catch (ApiException _) {
            // The invoice does not exist, or it was paid in another tab. The page shows its state.
            return show(invoiceId);
        }
    }

    private static ResponseEntity<String> payPage(Invoice invoice) {
        String amount = invoice.amount().toPlainString();
        String details = html(
                """
                <dl><dt>Amount</dt><dd class="amount">%s %s</dd>
                <dt>For</dt><dd>%s</dd>
                <dt>Status</dt><dd>%s</dd>
                <dt>Valid until</dt><dd><time>%s</time></dd></dl>
                """,
                amount,
                invoice.currency(),
                invoice.description() == null ? "no description" : invoice.description(),
                invoice.status().code().replace('_', ' '),
                invoice.expiresAt());
        return HtmlPage.page(HttpStatus.OK, "Pay invoice", details + actions(invoice, amount), invoice.returnUrl());
    }

    private static String actions(Invoice invoice, String amount) {
        if (invoice.isOpen()) {
            return html("""
                    <form method="post"><button name="action" value="pay" class="pay">Pay %s %s</button>
                    <button name="action" value="decline">Decline</button></form>
                    """, amount, invoice.currency());
        }
        return invoice.returnUrl() == null
                ? "<p>This invoice cannot be paid.</p>"
                : html("<p><a href=\"%s\">Back to the shop</a></p>", invoice.returnUrl());
    }

    /** Formats HTML and escapes every argument. */
    private static String html(String template, Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = HtmlPage.escape(String.valueOf(arguments[i]));
        }
        return String.format(Locale.ROOT, template, arguments);
    }
}
