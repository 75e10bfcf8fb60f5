package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.DomainEvent.ProviderRequest;
import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.InvoiceStatus;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.ProviderReportBuilder;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Maps the provider-adapter's event records to domain values, and requests to its command records. */
final class ProviderMapper {
    private ProviderMapper() {}

    static ProviderReport report(ProviderEvent event) {
        return ProviderReportBuilder.builder()
                .eventId(event.getEventId())
                .source(ProviderReport.Source.valueOf(upper(event.getSource())))
                .kind(ProviderReport.Kind.valueOf(upper(event.getOutcome())))
                .invoiceId(event.getInvoiceId())
                .invoiceUrl(event.getInvoiceUrl())
                .status(
                        event.getStatus() == null
                                ? null
                                : HasCode.of(
                                        InvoiceStatus.class, event.getStatus().name()))
                .version(event.getProviderVersion())
                .amountMinor(event.getAmountMinor())
                .paidMinor(event.getPaidMinor())
                .currency(event.getCurrency())
                .refund(refund(event.getRefund()))
                .retryAfter(event.getRetryAfterMs() == null ? null : Duration.ofMillis(event.getRetryAfterMs()))
                .occurredAt(event.getOccurredAt())
                .build();
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

    static ProviderCommand command(ProviderRequest request, String commandId, Instant now) {
        Refund refund = request.refund();
        return ProviderCommand.newBuilder()
                .setCommandId(commandId)
                .setPaymentId(request.payment().id())
                .setIssuedAt(now)
                .setKind(ProviderCommandKind.valueOf(request.operation().name().toLowerCase(Locale.ROOT)))
                .setRefund(
                        refund == null
                                ? null
                                : ProviderRefund.newBuilder()
                                        .setRefundId(refund.refundId())
                                        .setAmountMinor(refund.amountMinor())
                                        .build())
                .setPayment(PaymentMapper.toAvro(request.payment()))
                .build();
    }
}
