package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.domain.PaymentDetailsBuilder;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.ReviewRule;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.payment.refunds.RefundStore;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.avro.SettleReview;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps command records to domain values, and results to reply records. */
final class CommandMapper {
    /** Characters of the longest amount in a command. */
    private static final int MAX_AMOUNT_LENGTH = 40;

    private CommandMapper() {}

    static PaymentDetails details(PaymentCommand command, CreatePayment body, long id, Instant now) {
        return PaymentDetailsBuilder.builder()
                .paymentId(command.getPaymentId())
                .id(id)
                .accountId(command.getAccountId())
                .merchantId(body.getMerchantId())
                .amount(new Money(body.getAmountMinor(), body.getCurrency()))
                .description(body.getDescription())
                .orderId(body.getOrderId())
                .metadata(Map.copyOf(body.getMetadata()))
                .returnUrl(body.getReturnUrl())
                .sandbox(body.getSandbox())
                .createdAt(now)
                .expiresAt(body.getExpiresAt())
                .build();
    }

    /** @return in units of the payment's currency; null if the command has an amount in minor units or none */
    static @Nullable BigDecimal refundAmount(RefundPayment body) {
        String amount = body.getAmount();
        if (amount != null && amount.length() > MAX_AMOUNT_LENGTH) {
            throw new IllegalArgumentException("the amount has " + amount.length() + " characters");
        }
        return amount == null ? null : new BigDecimal(amount);
    }

    /** @return null for the whole refundable amount */
    static @Nullable Long refundMinor(RefundPayment body, Payment payment) {
        BigDecimal amount = refundAmount(body);
        if (amount == null) {
            return body.getAmountMinor();
        }
        int decimals = payment.details().amount().decimals();
        return Long.valueOf(amount.movePointRight(decimals).longValueExact());
    }

    static ReviewRule.Action action(SettleReview body) {
        return ReviewRule.Action.valueOf(body.getDecision().name().toUpperCase(Locale.ROOT));
    }

    static PaymentReply applied(PaymentCommand command, Payment payment, @Nullable Refund refund, Instant now) {
        return reply(command, ReplyOutcome.applied, now)
                .setPayment(PaymentMapper.toAvro(payment))
                .setRefund(refund == null ? null : RefundStore.toAvro(refund))
                .build();
    }

    static PaymentReply rejected(PaymentCommand command, String code, String detail, Instant now) {
        return reply(command, ReplyOutcome.rejected, now)
                .setCode(code)
                .setDetail(detail)
                .build();
    }

    private static PaymentReply.Builder reply(PaymentCommand command, ReplyOutcome outcome, Instant now) {
        return PaymentReply.newBuilder()
                .setCommandId(command.getCommandId())
                .setPaymentId(command.getPaymentId())
                .setOutcome(outcome)
                .setRepliedAt(now);
    }

    /** The reply to the first command with an Idempotency-Key, addressed to another command with the same key. */
    static PaymentReply replayed(PaymentCommand command, PaymentReply first, Instant now) {
        boolean rejected = first.getOutcome() == ReplyOutcome.rejected;
        return PaymentReply.newBuilder(first)
                .setCommandId(command.getCommandId())
                .setOutcome(rejected ? ReplyOutcome.rejected : ReplyOutcome.replayed)
                .setReplayed(true)
                .setRepliedAt(now)
                .build();
    }
}
