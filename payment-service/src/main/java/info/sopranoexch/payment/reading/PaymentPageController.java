package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.web.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the payer's page shows. Knowing the payment id is the right to see it, so it tells nothing of the account. */
@RestController
class PaymentPageController {
    /** @param providerUrl where the payer pays; null until the provider has an invoice */
    record PageJson(
            String paymentId,
            String merchantName,
            BigDecimal amount,
            String currency,
            BigDecimal refundedAmount,
            @Nullable String description,
            String status,
            Instant expiresAt,
            @Nullable String returnUrl,
            @Nullable String providerUrl,
            boolean sandbox,
            long version) {}

    private final PaymentStore payments;
    private final MerchantStore merchants;

    PaymentPageController(PaymentStore payments, MerchantStore merchants) {
        this.payments = payments;
        this.merchants = merchants;
    }

    @GetMapping("/internal/payment-pages/{paymentId}")
    PageJson page(@PathVariable String paymentId) {
        Payment payment = payments.find(paymentId).orElseThrow(() -> ProblemException.notFound("payment"));
        var terms = payment.terms();
        return new PageJson(
                terms.paymentId(),
                merchants.nameOf(terms.merchantId()).orElse(""),
                terms.amount().toDecimal(),
                terms.amount().currency(),
                terms.amount().of(payment.refundedMinor()).toDecimal(),
                terms.description(),
                payment.status().code(),
                terms.expiresAt(),
                terms.returnUrl(),
                payment.invoice().url(),
                terms.sandbox(),
                payment.version());
    }
}
