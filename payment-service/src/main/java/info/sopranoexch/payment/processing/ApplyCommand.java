package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.CancelPayment;
import info.sopranoexch.payment.domain.CheckPayment;
import info.sopranoexch.payment.domain.CreatePayment;
import info.sopranoexch.payment.domain.Decision;
import info.sopranoexch.payment.domain.Effect;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.RefundPayment;
import info.sopranoexch.payment.domain.SettleReview;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.processing.OutcomeStore.Key;
import info.sopranoexch.payment.processing.OutcomeStore.Outcome;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.validation.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies one command to what lies on the bench. A command that comes again is answered as the first time. */
@Component
class ApplyCommand {
    private final AvroCodec codec;
    private final Effects effects;

    ApplyCommand(AvroCodec codec, Effects effects) {
        this.codec = codec;
        this.effects = effects;
    }

    void apply(Workbench bench, Incoming.Command in, Instant now) {
        switch (in.command().getBody()) {
            case info.sopranoexch.schemas.avro.CreatePayment body ->
                answer(bench, in, create(bench, in, Requests.create(in.command(), body), now));
            case info.sopranoexch.schemas.avro.CheckPayment body -> check(bench, in, body.getDueAt(), now);
            default -> answer(bench, in, once(bench, in, now));
        }
    }

    /** Under which name the first outcome of a command is kept; null when none is. */
    static @Nullable Key outcomeKey(PaymentCommand command) {
        String operation = switch (command.getBody()) {
            case info.sopranoexch.schemas.avro.CancelPayment _ -> "cancel";
            case info.sopranoexch.schemas.avro.RefundPayment _ -> "refund";
            case info.sopranoexch.schemas.avro.SettleReview _ -> "review";
            default -> null;
        };
        if (operation == null) {
            return null;
        }
        Idempotency idempotency = command.getIdempotency();
        String key = idempotency == null ? "c:" + command.getCommandId() : "k:" + idempotency.getKey();
        return new Key(command.getPaymentId(), operation, key);
    }

    private PaymentReply create(Workbench bench, Incoming.Command in, CreatePayment request, Instant now) {
        PaymentCommand command = in.command();
        String fingerprint = fingerprint(command);
        StoredPayment known = bench.find(request.paymentId());
        if (known != null) {
            Payment first = known.payment().asCreated();
            if (first.terms().accountId() != request.accountId()) {
                return notFound(command, now);
            }
            if (known.commandId().equals(command.getCommandId())) {
                return Replies.done(command, ReplyOutcome.applied, first, null, now);
            }
            return fingerprint != null && fingerprint.equals(known.fingerprint())
                    ? replayed(Replies.done(command, ReplyOutcome.replayed, first, null, now))
                    : keyReused(command, now);
        }
        Decision.Refused refusal = request.refusal(bench.merchants.get(request.merchantId()));
        if (refusal != null) {
            return Replies.rejected(command, refusal.code(), refusal.detail(), now);
        }
        Payment payment = request.accept(bench.newIds.removeFirst(), now);
        bench.create(new StoredPayment(payment, command.getCommandId(), fingerprint, in.traceparent(), 0));
        effects.keep(bench, in, command.getCommandId(), List.of(new Effect.Told(payment, null, "created")), now);
        return Replies.done(command, ReplyOutcome.applied, payment, null, now);
    }

    private void check(Workbench bench, Incoming.Command in, Instant dueAt, Instant now) {
        StoredPayment stored = bench.find(in.paymentId());
        if (stored != null) {
            Decision.Applied applied = CheckPayment.decide(stored.payment(), dueAt, now);
            bench.change(stored, applied.payment());
            effects.keep(bench, in, in.command().getCommandId(), applied.effects(), now);
        }
    }

    /** Cancel, refund and review: whatever becomes of the first is what every further one is answered. */
    private PaymentReply once(Workbench bench, Incoming.Command in, Instant now) {
        PaymentCommand command = in.command();
        Key key = Objects.requireNonNull(outcomeKey(command), "a command of unknown kind");
        StoredPayment stored = bench.find(in.paymentId());
        boolean byOperator = key.operation().equals("review");
        // Before anything is looked up: whose payment it is not must not learn that the key was used.
        if (stored == null || (!byOperator && stored.payment().terms().accountId() != command.getAccountId())) {
            return notFound(command, now);
        }
        Decision.Refused malformed = malformed(stored.payment(), command);
        if (malformed != null) {
            // A malformed request is not remembered under its Idempotency-Key.
            return Replies.rejected(command, malformed.code(), malformed.detail(), now);
        }
        Outcome known = bench.outcomes.get(key);
        if (known != null) {
            PaymentReply first = codec.read(Topics.PAYMENT_REPLIES, known.reply(), PaymentReply.class);
            if (known.commandId().equals(command.getCommandId())) {
                return first;
            }
            return Objects.equals(known.fingerprint(), fingerprint(command))
                    ? Replies.again(command, first, now)
                    : keyReused(command, now);
        }
        PaymentReply reply = switch (decide(stored.payment(), command, now)) {
            case Decision.Applied(Payment after, List<Effect> kept) -> {
                bench.change(stored, after);
                effects.keep(bench, in, command.getCommandId(), kept, now);
                yield Replies.done(command, ReplyOutcome.applied, after, refund(command, after), now);
            }
            case Decision.Refused(String code, String detail) -> Replies.rejected(command, code, detail, now);
            case Decision.SetAside aside ->
                throw new IllegalStateException(aside.reason().code());
        };
        var outcome = new Outcome(
                key, command.getCommandId(), fingerprint(command), codec.write(Topics.PAYMENT_REPLIES, reply), now);
        bench.outcomes.put(key, outcome);
        bench.newOutcomes.add(outcome);
        return reply;
    }

    private static Decision.@Nullable Refused malformed(Payment payment, PaymentCommand command) {
        BigDecimal amount = command.getBody() instanceof info.sopranoexch.schemas.avro.RefundPayment body
                ? Requests.refundAmount(body)
                : null;
        return amount == null ? null : RefundPayment.refusal(payment, amount);
    }

    private static Decision decide(Payment payment, PaymentCommand command, Instant now) {
        return switch (command.getBody()) {
            case info.sopranoexch.schemas.avro.CancelPayment _ -> CancelPayment.decide(payment, now);
            case info.sopranoexch.schemas.avro.RefundPayment body ->
                RefundPayment.decide(payment, body.getRefundId(), Requests.refundMinor(body, payment), now);
            case info.sopranoexch.schemas.avro.SettleReview body ->
                SettleReview.decide(payment, Requests.verdict(body), body.getOperator(), now);
            default -> throw new IllegalArgumentException("a command of unknown kind");
        };
    }

    private static @Nullable Refund refund(PaymentCommand command, Payment after) {
        return command.getBody() instanceof info.sopranoexch.schemas.avro.RefundPayment body
                ? after.refunds().stream()
                        .filter(refund -> refund.refundId().equals(body.getRefundId()))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static void answer(Workbench bench, Incoming.Command in, PaymentReply reply) {
        Integer partition = in.command().getReplyPartition();
        if (partition != null) {
            bench.replies.add(new ReplySender.Addressed(reply, partition, in.traceparent()));
        }
    }

    private static @Nullable String fingerprint(PaymentCommand command) {
        Idempotency idempotency = command.getIdempotency();
        return idempotency == null ? null : idempotency.getFingerprint();
    }

    private static PaymentReply replayed(PaymentReply reply) {
        return PaymentReply.newBuilder(reply).setReplayed(true).build();
    }

    private static PaymentReply notFound(PaymentCommand command, Instant now) {
        return Replies.rejected(command, "payment_not_found", Messages.notFound("payment"), now);
    }

    private static PaymentReply keyReused(PaymentCommand command, Instant now) {
        return Replies.rejected(
                command,
                "idempotency_key_reused",
                "The Idempotency-Key was already used with a different request.",
                now);
    }
}
