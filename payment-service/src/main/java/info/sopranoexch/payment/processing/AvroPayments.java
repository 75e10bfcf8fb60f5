package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Effect.AskProvider;
import info.sopranoexch.payment.domain.Effect.RefundEnded;
import info.sopranoexch.payment.domain.Effect.Told;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderRefund;
import java.time.Instant;

/** The one place where values become records. */
final class AvroPayments {
    private AvroPayments() {}

    static PaymentEvent event(Told told, String eventId, String type) {
        PaymentStatus before = told.before() == null
                ? null
                : PaymentStatus.valueOf(told.before().code());
        return event(told.after(), eventId, type)
                .setPreviousStatus(before)
                .setReason(told.reason())
                .build();
    }

    static PaymentEvent event(RefundEnded ended, String eventId, String type) {
        return event(ended.after(), eventId, type)
                .setPreviousStatus(PaymentStatus.valueOf(ended.after().status().code()))
                .setReason(type.replace('.', '_'))
                .setRefund(PaymentMapper.toAvro(ended.refund()))
                .build();
    }

    private static PaymentEvent.Builder event(Payment after, String eventId, String type) {
        return PaymentEvent.newBuilder()
                .setEventId(eventId)
                .setVersion(after.version())
                .setType(type)
                .setOccurredAt(after.updatedAt())
                .setPayment(PaymentMapper.toAvro(after));
    }

    static ProviderCommand command(AskProvider ask, String commandId, Instant now) {
        Refund refund = ask.refund();
        return ProviderCommand.newBuilder()
                .setCommandId(commandId)
                .setPaymentId(ask.payment().id())
                .setIssuedAt(now)
                .setKind(kind(ask))
                .setRefund(
                        refund == null
                                ? null
                                : ProviderRefund.newBuilder()
                                        .setRefundId(refund.refundId())
                                        .setAmountMinor(refund.amountMinor())
                                        .build())
                .setPayment(PaymentMapper.toAvro(ask.payment()))
                .build();
    }

    private static ProviderCommandKind kind(AskProvider ask) {
        return switch (ask.question()) {
            case ENSURE_INVOICE -> ProviderCommandKind.ensure_invoice;
            case QUERY_INVOICE -> ProviderCommandKind.query_invoice;
            case REFUND_INVOICE -> ProviderCommandKind.refund_invoice;
            case CANCEL_INVOICE -> ProviderCommandKind.cancel_invoice;
        };
    }
}
