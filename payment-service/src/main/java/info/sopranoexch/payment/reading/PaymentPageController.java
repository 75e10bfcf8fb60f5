package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.merchants.MerchantProfile;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.merchants.MerchantStore.Seller;
import info.sopranoexch.payment.payerreturn.PayerReturnStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.starter.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the payer's page shows. Knowing the payment id is the right to see it, so it tells nothing of the account. */
@RestController
class PaymentPageController {
    /**
     * @param legalName of the merchant
     * @param supportContact of the merchant: an e-mail address, an https URL or a telephone number
     * @param logo tag of the merchant's logo
     * @param held whether a person decides about the payment, since the money that came is not what was asked for
     * @param moneyReceived whether any money came, also if the payment has failed because it was not what was asked for
     * @param providerUrl where the payer pays; null until the provider has an invoice
     * @param checkingSince since when the payer waits for the provider's confirmation: since the return from the provider, or
     *     since the provider processes the payment
     * @param paidAt null before the payment succeeded
     */
    record PageJson(
            String paymentId,
            String merchantName,
            @Nullable String legalName,
            @Nullable String supportContact,
            @Nullable String logo,
            BigDecimal amount,
            String currency,
            BigDecimal refundedAmount,
            @Nullable String description,
            @Nullable String orderId,
            String status,
            boolean held,
            boolean moneyReceived,
            Instant expiresAt,
            @Nullable String returnUrl,
            @Nullable String providerUrl,
            @Nullable Instant checkingSince,
            @Nullable Instant paidAt,
            boolean sandbox,
            long version) {}

    private static final Seller UNNAMED = new Seller("", new MerchantProfile(null, null, null));

    private final PaymentStore payments;
    private final MerchantStore merchants;
    private final PayerReturnStore returns;
    private final TimelineStore timeline;

    PaymentPageController(
            PaymentStore payments, MerchantStore merchants, PayerReturnStore returns, TimelineStore timeline) {
        this.payments = payments;
        this.merchants = merchants;
        this.returns = returns;
        this.timeline = timeline;
    }

    @GetMapping("/internal/payment-pages/{paymentId}")
    PageJson page(@PathVariable String paymentId) {
        Payment payment = payments.find(paymentId).orElseThrow(() -> ProblemException.notFound("payment"));
        var terms = payment.terms();
        Seller seller = merchants.seller(terms.merchantId()).orElse(UNNAMED);
        return new PageJson(
                terms.paymentId(),
                seller.name(),
                seller.profile().legalName(),
                seller.profile().supportContact(),
                seller.profile().logo(),
                terms.amount().toDecimal(),
                terms.amount().currency(),
                terms.amount().of(payment.refundedMinor()).toDecimal(),
                terms.description(),
                terms.orderId(),
                payment.status().code(),
                payment.review(),
                payment.paidMinor() > 0,
                terms.expiresAt(),
                terms.returnUrl(),
                payment.invoice().url(),
                checkingSince(payment),
                paidAt(payment),
                terms.sandbox(),
                payment.version());
    }

    private @Nullable Instant checkingSince(Payment payment) {
        return switch (payment.status()) {
            case PENDING -> returns.returnedAt(payment.id()).orElse(null);
            case PROCESSING -> returns.returnedAt(payment.id()).orElse(payment.updatedAt());
            default -> null;
        };
    }

    private @Nullable Instant paidAt(Payment payment) {
        return switch (payment.status()) {
            case SUCCESS, PARTIALLY_REFUNDED, REFUNDED ->
                timeline.firstAt(payment.id(), "payment.success").orElse(null);
            default -> null;
        };
    }
}
