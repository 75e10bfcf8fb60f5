package info.sopranoexch.payment.payerpage;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.merchants.MerchantProfile;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.merchants.MerchantStore.Seller;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.starter.problem.ProblemException;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the payer's page and the logos on it. Everyone who knows the payment id may see it, so responses contain
 * nothing about the account.
 */
@RestController
class PayerPageController {
    /**
     * @param supportContact an e-mail address, an https URL or a telephone number
     * @param logo tag of the merchant's logo
     * @param held whether the payment is on hold
     * @param moneyReceived whether anything was paid, even if the payment failed
     * @param providerUrl the provider's page on which the payer pays; null until the invoice exists
     * @param checkingSince since when the payer waits for the provider's confirmation: since the return from the provider,
     *     or since the provider started to process the payment
     * @param paidAt null before the payment succeeded
     */
    @RecordBuilder
    @RecordBuilder.Options(prefixEnclosingClassNames = false)
    record PayerPageResource(
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
    private final PayerReturnCheck check;
    private final PayerSentReporter payerSent;

    PayerPageController(
            PaymentStore payments,
            MerchantStore merchants,
            PayerReturnStore returns,
            TimelineStore timeline,
            PayerReturnCheck check,
            PayerSentReporter payerSent) {
        this.payments = payments;
        this.merchants = merchants;
        this.returns = returns;
        this.timeline = timeline;
        this.check = check;
        this.payerSent = payerSent;
    }

    /** @param returned whether the payer has just come back from the provider; false if the payer still waits */
    @PostMapping("/internal/payment-pages/{paymentId}/provider-checks")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void requestProviderCheck(@PathVariable String paymentId, @RequestParam(defaultValue = "false") boolean returned) {
        check.request(paymentId, returned);
    }

    @GetMapping("/internal/payment-pages/{paymentId}")
    PayerPageResource page(@PathVariable String paymentId) {
        Payment payment = payments.find(paymentId).orElseThrow(() -> ProblemException.notFound("payment"));
        payerSent.pageShown(payment);
        PaymentDetails details = payment.details();
        Seller seller = merchants.seller(details.merchantId()).orElse(UNNAMED);
        return PayerPageResourceBuilder.builder()
                .paymentId(details.paymentId())
                .merchantName(seller.name())
                .legalName(seller.profile().legalName())
                .supportContact(seller.profile().supportContact())
                .logo(seller.profile().logo())
                .amount(details.amount().toDecimal())
                .currency(details.amount().currency())
                .refundedAmount(payment.money(payment.refundedMinor()).toDecimal())
                .description(details.description())
                .orderId(details.orderId())
                .status(payment.status().code())
                .held(payment.onHold())
                .moneyReceived(payment.paidMinor() > 0)
                .expiresAt(details.expiresAt())
                .returnUrl(details.returnUrl())
                .providerUrl(payment.invoice().url())
                .checkingSince(checkingSince(payment))
                .paidAt(paidAt(payment))
                .sandbox(details.sandbox())
                .version(payment.version())
                .build();
    }

    /** The URL contains the hash of the image, so a response can be cached for ever. */
    @GetMapping(path = "/internal/merchant-logos/{tag}", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] logo(@PathVariable String tag) {
        return merchants.logo(tag).orElseThrow(() -> ProblemException.notFound("logo"));
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
