package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentIssue;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.RefundPayment;
import info.sopranoexch.payment.domain.Terms;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundOrigin;
import info.sopranoexch.schemas.avro.RefundStatus;
import org.jspecify.annotations.Nullable;

/** Maps payments and refunds to their Avro records. */
public final class PaymentMapper {
    private PaymentMapper() {}

    /** @param payment with its refunds */
    public static info.sopranoexch.schemas.avro.Payment toAvro(Payment payment) {
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

    public static info.sopranoexch.schemas.avro.Refund toAvro(Refund refund) {
        Refund.FailureCode failure = refund.failureCode();
        return info.sopranoexch.schemas.avro.Refund.newBuilder()
                .setRefundId(refund.refundId())
                .setAmountMinor(refund.amountMinor())
                .setStatus(RefundStatus.valueOf(refund.status().code()))
                .setOrigin(RefundOrigin.valueOf(refund.origin().code()))
                .setFailureCode(failure == null ? null : failure.code())
                .setCreatedAt(refund.createdAt())
                .setEndedAt(refund.endedAt())
                .build();
    }
}
