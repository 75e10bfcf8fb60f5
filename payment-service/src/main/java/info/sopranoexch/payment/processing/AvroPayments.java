package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Effect.AskProvider;
import info.sopranoexch.payment.domain.Effect.RefundEnded;
import info.sopranoexch.payment.domain.Effect.Told;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentIssue;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.RefundPayment;
import info.sopranoexch.payment.domain.Terms;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.RefundOrigin;
import info.sopranoexch.schemas.avro.RefundStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one place where values become records. */
final class AvroPayments {
    private AvroPayments() {}

    static info.sopranoexch.schemas.avro.Payment payment(Payment payment) {
        Terms terms = payment.terms();
        return info.sopranoexch.schemas.avro.Payment.newBuilder()
                .setPaymentId(terms.paymentId())
                .setId(terms.id())
                .setAccountId(terms.accountId())
                .setMerchantId(terms.merchantId())
                .setAmountMinor(terms.amount().minor())
                .setCurrency(terms.amount().currency())
                .setCurrencyDecimals(terms.amount().decimals())
                .setStatus(PaymentStatus.valueOf(payment.status().code()))
                .setVersion(payment.version())
                .setReview(payment.review())
                .setPaidMinor(payment.paidMinor())
                .setRefundedMinor(payment.refundedMinor())
                .setRefundableMinor(RefundPayment.refundableMinor(payment))
                .setPaidAt(payment.paidAt())
                .setIssue(issue(PaymentIssue.of(payment)))
                .setDescription(terms.description())
                .setOrderId(terms.orderId())
                .setMetadata(terms.metadata())
                .setReturnUrl(terms.returnUrl())
                .setSandbox(terms.sandbox())
                .setProviderInvoiceId(payment.invoice().id())
                .setCreatedAt(terms.createdAt())
                .setExpiresAt(terms.expiresAt())
                .setUpdatedAt(payment.updatedAt())
                .build();
    }

    private static info.sopranoexch.schemas.avro.@Nullable PaymentIssue issue(@Nullable PaymentIssue issue) {
        return issue == null
                ? null
                : new info.sopranoexch.schemas.avro.PaymentIssue(issue.code().code(), issue.message());
    }

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
                .setRefund(refund(ended.refund()))
                .build();
    }

    private static PaymentEvent.Builder event(Payment after, String eventId, String type) {
        return PaymentEvent.newBuilder()
                .setEventId(eventId)
                .setVersion(after.version())
                .setType(type)
                .setOccurredAt(after.updatedAt())
                .setPayment(payment(after));
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
                .setPayment(payment(ask.payment()))
                .build();
    }

    static info.sopranoexch.schemas.avro.@Nullable Refund refund(@Nullable Refund refund) {
        return refund == null
                ? null
                : info.sopranoexch.schemas.avro.Refund.newBuilder()
                        .setRefundId(refund.refundId())
                        .setAmountMinor(refund.amountMinor())
                        .setStatus(RefundStatus.valueOf(refund.status().code()))
                        .setOrigin(RefundOrigin.valueOf(refund.origin().code()))
                        .setFailureCode(
                                refund.failureCode() == null
                                        ? null
                                        : refund.failureCode().code())
                        .setCreatedAt(refund.createdAt())
                        .setEndedAt(refund.endedAt())
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
