package info.sopranoexch.provider.changes;

import info.sopranoexch.provider.paymoon.InvoiceChanges;
import info.sopranoexch.provider.paymoon.PaymoonInvoiceChanges;
import info.sopranoexch.starter.problem.ProblemException;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Passes the provider's list of changed invoices on. */
@RestController
class InvoiceChangesController {
    private static final Duration MIN_RETRY = Duration.ofSeconds(1);

    private final PaymoonInvoiceChanges provider;

    InvoiceChangesController(PaymoonInvoiceChanges provider) {
        this.provider = provider;
    }

    /**
     * @param after {@code next_cursor} of an earlier response; empty for the start of the list
     * @throws ProblemException 501 if the provider has no such list, 503 if it does not respond
     */
    @GetMapping("/internal/invoice-changes")
    InvoiceChanges.Listed list(@RequestParam String after, @RequestParam int limit) {
        return switch (provider.list(after, limit)) {
            case InvoiceChanges.Listed listed -> listed;
            case InvoiceChanges.NotOffered _ ->
                throw new ProblemException(501, "not_offered", "The provider does not list changed invoices.");
            case InvoiceChanges.Unavailable(String reason, Duration pause) ->
                throw ProblemException.unavailable(
                        "provider_unavailable",
                        "The provider did not list changed invoices: " + reason + ".",
                        pause.compareTo(MIN_RETRY) > 0 ? pause : MIN_RETRY);
        };
    }
}
