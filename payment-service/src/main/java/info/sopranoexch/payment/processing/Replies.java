package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How commands are answered. */
final class Replies {
    private Replies() {}

    static PaymentReply done(
            PaymentCommand command, ReplyOutcome outcome, Payment payment, @Nullable Refund refund, Instant now) {
        return PaymentReply.newBuilder()
                .setCommandId(command.getCommandId())
                .setPaymentId(command.getPaymentId())
                .setOutcome(outcome)
                .setPayment(PaymentMapper.toAvro(payment))
                .setRefund(refund == null ? null : PaymentMapper.toAvro(refund))
                .setRepliedAt(now)
                .build();
    }

    static PaymentReply rejected(PaymentCommand command, String code, String detail, Instant now) {
        return PaymentReply.newBuilder()
                .setCommandId(command.getCommandId())
                .setPaymentId(command.getPaymentId())
                .setOutcome(ReplyOutcome.rejected)
                .setCode(code)
                .setDetail(detail)
                .setRepliedAt(now)
                .build();
    }

    /** The first answer to another command with the same Idempotency-Key, for this one. */
    static PaymentReply again(PaymentCommand command, PaymentReply first, Instant now) {
        boolean rejected = first.getOutcome() == ReplyOutcome.rejected;
        return PaymentReply.newBuilder(first)
                .setCommandId(command.getCommandId())
                .setOutcome(rejected ? ReplyOutcome.rejected : ReplyOutcome.replayed)
                .setReplayed(true)
                .setRepliedAt(now)
                .build();
    }
}
