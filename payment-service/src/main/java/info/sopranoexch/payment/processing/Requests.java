package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.CreatePayment;
import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.SettleReview;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place where records become values. */
final class Requests {
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
