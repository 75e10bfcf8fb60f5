package info.sopranoexch.sandbox.page;

import info.sopranoexch.sandbox.invoice.MagicAmounts;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How to use the sandbox. */
@RestController
class IndexController {
    @GetMapping("/")
    ResponseEntity<String> index() {
        String rows = MagicAmounts.ALL.stream()
                .map(magic -> String.format(
                        Locale.ROOT, "<tr><td>%d</td><td>%s</td></tr>", magic.amount(), Html.escape(magic.what())))
                .collect(Collectors.joining("\n"));
        return Html.page(HttpStatus.OK, "Paymoon sandbox", String.format(Locale.ROOT, """
                <h2>Magic amounts</h2>
                <p>Whole amounts, in any currency, for what happens when the payer presses Pay or the invoice is created.
                Every other amount is paid and called back once.</p>
                <table><thead><tr><th scope="col">Amount</th><th scope="col">What happens</th></tr></thead>
                <tbody>%s</tbody></table>
                <h2>Control API</h2>
                <p>It beats magic amounts. All fields are optional but those of POST /control/callbacks.</p>
                <pre>POST /control/invoices/by-external-id/{payment_id}/pay
                {"outcome": "paid|declined|underpaid|overpaid|processing|expired",
                 "callbacks": "normal|none|twice|late|reordered|forged", "late_seconds": 20}

                PUT /control/faults        (GET shows them, DELETE ends them)
                {"create": "normal|timeout_after_success|timeout|429|outage",
                 "query": "...", "refund": "...", "cancel": "...",
                 "refund_outcome": "normal|pending|failed|refused",
                 "callbacks": true, "times": 3}

                GET  /control/invoices/by-external-id/{payment_id}
                GET  /control/callbacks?external_id={payment_id}
                POST /control/callbacks
                {"event_id": "...", "external_id": "...", "target": "...", "body": "...", "forged": false}</pre>
                """, rows), null);
    }
}
