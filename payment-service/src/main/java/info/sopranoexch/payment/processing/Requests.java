package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.CreatePayment;
import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.SettleReview;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place where records become values. */
final class Requests {
    /** Characters of the longest amount in a command. */
    private static final int MAX_AMOUNT = 40;

    private Requests() {}

    static CreatePayment create(PaymentCommand command, info.sopranoexch.schemas.avro.CreatePayment body) {
        return new CreatePayment(
                command.getPaymentId(),
                command.getAccountId(),
                body.getMerchantId(),
                body.getAmountMinor(),
                body.getCurrency(),
                body.getDescription(),
                body.getOrderId(),
                Map.copyOf(body.getMetadata()),
                body.getReturnUrl(),
                body.getSandbox(),
                body.getExpiresAt());
    }

    /** @return in units of the payment's currency; null for the whole refundable amount, or for an amount in minor units */
    static @Nullable BigDecimal refundAmount(info.sopranoexch.schemas.avro.RefundPayment body) {
        String amount = body.getAmount();
        if (amount != null && amount.length() > MAX_AMOUNT) {
            throw new IllegalArgumentException("an amount of " + amount.length() + " characters");
        }
        return amount == null ? null : new BigDecimal(amount);
    }

    /** @return null for the whole refundable amount */
    static @Nullable Long refundMinor(info.sopranoexch.schemas.avro.RefundPayment body, Payment payment) {
        BigDecimal amount = refundAmount(body);
        return amount == null
                ? body.getAmountMinor()
                : Long.valueOf(amount.movePointRight(payment.terms().amount().decimals())
                        .longValueExact());
    }

    static SettleReview.Verdict verdict(info.sopranoexch.schemas.avro.SettleReview body) {
        return SettleReview.Verdict.valueOf(upper(body.getDecision()));
    }

    static ProviderReport report(ProviderEvent event) {
        return new ProviderReport(
                event.getEventId(),
                ProviderReport.Source.valueOf(upper(event.getSource())),
                ProviderReport.Outcome.valueOf(upper(event.getOutcome())),
                event.getInvoiceId(),
                event.getInvoiceUrl(),
                event.getStatus() == null
                        ? null
                        : InvoiceStatus.of(event.getStatus().name()),
                event.getProviderVersion(),
                event.getAmountMinor(),
                event.getPaidMinor(),
                event.getCurrency(),
                refund(event.getRefund()),
                event.getDetail(),
                event.getOccurredAt(),
                event.getReceivedAt());
    }

    private static @Nullable RefundReport refund(@Nullable ProviderRefundResult refund) {
        return refund == null
                ? null
                : new RefundReport(
                        refund.getRefundId(),
                        refund.getProviderRefundId(),
                        refund.getAmountMinor(),
                        Refund.Status.valueOf(upper(refund.getStatus())));
    }

    private static String upper(Enum<?> symbol) {
        return symbol.name().toUpperCase(Locale.ROOT);
    }
}
