package info.sopranoexch.payment.payerreturn;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Called by the payer's page. */
@RestController
class ProviderCheckController {
    private final RequestProviderCheck check;

    ProviderCheckController(RequestProviderCheck check) {
        this.check = check;
    }

    @PostMapping("/internal/payment-pages/{paymentId}/provider-checks")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void request(@PathVariable String paymentId, @RequestParam(defaultValue = "false") boolean returned) {
        check.request(paymentId, returned);
    }
}
