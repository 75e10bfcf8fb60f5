package info.sopranoexch.gateway.commands;

import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentIssue;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.Messages;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records of {@code payment.replies.v1} as outcomes. */
final class ReplyRecords {
    private ReplyRecords() {}

    /**
     * @throws info.sopranoexch.schemas.UnrecognizedValueException if a newer release wrote a value that this one does not
     *     know: the caller is answered as if no reply had arrived
     */
    static Outcome outcome(PaymentReply reply) {
        UnrecognizedValues.reject(reply, Set.of());
        boolean replayed = reply.getReplayed() || reply.getOutcome() == ReplyOutcome.replayed;
        Payment payment = reply.getPayment();
        if (reply.getOutcome() == ReplyOutcome.rejected || payment == null) {
            String code = reply.getCode();
            String detail = reply.getDetail();
            return new Outcome.Rejected(
                    code == null ? "internal_error" : code,
                    detail == null ? Messages.INTERNAL_ERROR : detail,
                    replayed);
        }
        return new Outcome.Done(payment(payment), refund(reply.getRefund()), replayed);
    }

    private static Outcome.Payment payment(Payment payment) {
        return new Outcome.Payment(
                payment.getPaymentId(),
                payment.getId(),
                payment.getMerchantId(),
                payment.getAmountMinor(),
                payment.getCurrency(),
                Currencies.validDecimals(payment.getCurrencyDecimals()),
                payment.getStatus().name(),
                payment.getRefundedMinor(),
                payment.getPaidMinor(),
                refundable(payment),
                issue(payment.getIssue()),
                payment.getDescription(),
                payment.getOrderId(),
                payment.getMetadata(),
                payment.getSandbox(),
                payment.getCreatedAt(),
                payment.getExpiresAt());
    }

    /** Replies kept by payment-service before release 2 of the schema lack it: then what is left of the amount paid. */
    private static long refundable(Payment payment) {
        Long refundable = payment.getRefundableMinor();
        return refundable == null ? payment.getPaidMinor() - payment.getRefundedMinor() : refundable;
    }

    private static Outcome.@Nullable Issue issue(@Nullable PaymentIssue issue) {
        return issue == null ? null : new Outcome.Issue(issue.getCode(), issue.getMessage());
    }

    private static Outcome.@Nullable Refund refund(@Nullable Refund refund) {
        return refund == null
                ? null
                : new Outcome.Refund(
                        refund.getRefundId(),
                        refund.getAmountMinor(),
                        refund.getStatus().name(),
                        refund.getOrigin().name(),
                        refund.getFailureCode(),
                        refund.getCreatedAt(),
                        refund.getEndedAt());
    }
}
