package info.sopranoexch.payment.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentIssue;
import info.sopranoexch.payment.domain.RefundPayment;
import info.sopranoexch.payment.domain.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment as its account sees it, but for {@code payment_url}, which is the gateway's to add. */
record PaymentJson(
        long id,
        long merchantId,
        String paymentId,
        BigDecimal amount,
        String currency,
        String status,
        @Nullable String description,
        @Nullable String orderId,
        Map<String, String> metadata,
        Instant createdAt,
        Instant expiresAt,
        BigDecimal refundedAmount,
        BigDecimal paidAmount,
        BigDecimal refundableAmount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IssueJson issue,
        boolean sandbox) {

    /** Why the payment is held, or why the amount paid is not the amount requested. */
    record IssueJson(String code, String message) {
        static @Nullable IssueJson of(@Nullable PaymentIssue issue) {
            return issue == null ? null : new IssueJson(issue.code().code(), issue.message());
        }
    }

    /** @param payment with its refunds */
    static PaymentJson of(Payment payment) {
        Terms terms = payment.terms();
        return new PaymentJson(
                terms.id(),
                terms.merchantId(),
                terms.paymentId(),
                terms.amount().toDecimal(),
                terms.amount().currency(),
                payment.status().code(),
                terms.description(),
                terms.orderId(),
                terms.metadata(),
                terms.createdAt(),
                terms.expiresAt(),
                terms.amount().of(payment.refundedMinor()).toDecimal(),
                terms.amount().of(payment.paidMinor()).toDecimal(),
                terms.amount().of(RefundPayment.refundableMinor(payment)).toDecimal(),
                IssueJson.of(PaymentIssue.of(payment)),
                terms.sandbox());
    }
}
