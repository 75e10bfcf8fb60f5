package info.sopranoexch.provider.answer;

import info.sopranoexch.provider.answer.ProviderAnswer.NotFound;
import info.sopranoexch.provider.answer.ProviderAnswer.Refused;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Unknown;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The one place where an answer becomes a record of {@code provider.events.v1}. */
final class ProviderEventMapper {
    private static final int MAX_DETAIL = 500;

    private ProviderEventMapper() {}

    static ProviderEvent toEvent(String provider, Origin origin, ProviderAnswer answer) {
        ProviderEvent.Builder event = ProviderEvent.newBuilder()
                .setEventId(EventIds.of(origin, answer))
                .setPaymentId(origin.paymentId())
                .setProvider(provider)
                .setSource(source(origin.kind()))
                .setProviderEventId(origin.providerEventId())
                .setRefund(refund(origin.refund()))
                .setOccurredAt(origin.occurredAt())
                .setReceivedAt(origin.receivedAt())
                .setRaw(origin.raw() == null ? null : ByteBuffer.wrap(origin.raw()));
        switch (answer) {
            case Reported(InvoiceReport invoice, RefundReport refund) -> {
                report(event.setOutcome(ProviderOutcome.reported), invoice);
                if (refund != null) {
                    event.setRefund(refund(refund));
                }
            }
            case NotFound(String detail) ->
                event.setOutcome(ProviderOutcome.not_found).setDetail(cut(detail));
            case Refused(String detail) ->
                event.setOutcome(ProviderOutcome.refused).setDetail(cut(detail));
            case Unknown(String detail) ->
                event.setOutcome(ProviderOutcome.unknown).setDetail(cut(detail));
            case Untranslatable(String detail, byte[] raw) ->
                event.setOutcome(ProviderOutcome.untranslatable)
                        .setDetail(cut(detail))
                        .setRaw(ByteBuffer.wrap(raw));
        }
        return event.build();
    }

    private static void report(ProviderEvent.Builder event, InvoiceReport invoice) {
        event.setInvoiceId(invoice.invoiceId())
                .setInvoiceUrl(invoice.url())
                .setStatus(status(invoice.status()))
                .setProviderVersion(invoice.version())
                .setAmountMinor(invoice.amountMinor())
                .setPaidMinor(invoice.paidMinor())
                .setCurrency(invoice.currency());
    }

    private static @Nullable ProviderRefundResult refund(@Nullable RefundReport refund) {
        if (refund == null) {
            return null;
        }
        return ProviderRefundResult.newBuilder()
                .setRefundId(refund.refundId())
                .setProviderRefundId(refund.providerRefundId())
                .setAmountMinor(refund.amountMinor())
                .setStatus(
                        switch (refund.status()) {
                            case PENDING -> ProviderRefundStatus.pending;
                            case SUCCEEDED -> ProviderRefundStatus.succeeded;
                            case FAILED -> ProviderRefundStatus.failed;
                        })
                .build();
    }

    private static ProviderEventSource source(Origin.Kind kind) {
        return switch (kind) {
            case CALLBACK -> ProviderEventSource.callback;
            case ENSURE_INVOICE -> ProviderEventSource.ensure_invoice;
            case QUERY_INVOICE -> ProviderEventSource.query_invoice;
            case REFUND_INVOICE -> ProviderEventSource.refund_invoice;
            case CANCEL_INVOICE -> ProviderEventSource.cancel_invoice;
        };
    }

    private static ProviderStatus status(InvoiceStatus status) {
        return switch (status) {
            case CREATED -> ProviderStatus.created;
            case PROCESSING -> ProviderStatus.processing;
            case PAID -> ProviderStatus.paid;
            case UNDERPAID -> ProviderStatus.underpaid;
            case OVERPAID -> ProviderStatus.overpaid;
            case FAILED -> ProviderStatus.failed;
            case EXPIRED -> ProviderStatus.expired;
            case CANCELLED -> ProviderStatus.cancelled;
            case PARTIALLY_REFUNDED -> ProviderStatus.partially_refunded;
            case REFUNDED -> ProviderStatus.refunded;
        };
    }

    private static String cut(String detail) {
        return detail.substring(0, Math.min(detail.length(), MAX_DETAIL));
    }
}
