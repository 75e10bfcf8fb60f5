package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.CancellationRule;
import info.sopranoexch.payment.domain.CreationRule;
import info.sopranoexch.payment.domain.Decision;
import info.sopranoexch.payment.domain.DomainEvent;
import info.sopranoexch.payment.domain.EventReason;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderCheckRule;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.domain.RefundRule;
import info.sopranoexch.payment.domain.ReviewRule;
import info.sopranoexch.payment.idempotency.CommandResultStore.CommandResult;
import info.sopranoexch.payment.idempotency.CommandResultStore.Key;
import info.sopranoexch.payment.invoicechanges.ListedInvoiceChanges;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.problem.ProblemMessages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies one command to the loaded batch. A redelivered command gets the same reply as the first time. */
@Component
class CommandHandler {
    private final AvroCodec codec;
    private final DomainEventWriter events;
    private final ListedInvoiceChanges listedChanges;

    CommandHandler(AvroCodec codec, DomainEventWriter events, ListedInvoiceChanges listedChanges) {
        this.codec = codec;
        this.events = events;
        this.listedChanges = listedChanges;
    }

    void apply(BatchContext context, IncomingRecord.Command record, Instant now) {
        switch (record.command().getBody()) {
            case CreatePayment body -> reply(context, record, create(context, record, body, now));
            case CheckPayment body -> check(context, record, body, now);
            default -> reply(context, record, applyOnce(context, record, now));
        }
    }

    private PaymentReply create(BatchContext context, IncomingRecord.Command record, CreatePayment body, Instant now) {
        PaymentCommand command = record.command();
        StoredPayment existing = context.find(command.getPaymentId());
        if (existing != null) {
            return createAgain(command, existing, now);
        }
        Decision.Rejected rejection = CreationRule.rejection(
                command.getAccountId(),
                context.merchants.get(body.getMerchantId()),
                body.getAmountMinor(),
                body.getCurrency());
        if (rejection != null) {
            return CommandMapper.rejected(command, rejection.code(), rejection.detail(), now);
        }
        Payment payment = Payment.created(CommandMapper.details(command, body, context.newIds.removeFirst(), now));
        context.create(new StoredPayment(
                payment, command.getCommandId(), fingerprint(command), record.traceparent(), record.shard(), 0));
        List<DomainEvent> created = List.of(new DomainEvent.StatusChanged(payment, null, EventReason.CREATED));
        events.write(context, record, command.getCommandId(), created, now);
        return CommandMapper.applied(command, payment, null, now);
    }

    private static PaymentReply createAgain(PaymentCommand command, StoredPayment existing, Instant now) {
        Payment first = existing.payment().asCreated();
        if (first.details().accountId() != command.getAccountId()) {
            return notFound(command, now);
        }
        PaymentReply reply = CommandMapper.applied(command, first, null, now);
        if (existing.commandId().equals(command.getCommandId())) {
            return reply;
        }
        String fingerprint = fingerprint(command);
        return fingerprint != null && fingerprint.equals(existing.fingerprint())
                ? CommandMapper.replayed(command, reply, now)
                : keyReused(command, now);
    }

    private void check(BatchContext context, IncomingRecord.Command record, CheckPayment body, Instant now) {
        StoredPayment stored = context.find(record.paymentId());
        if (stored != null) {
            Decision.Applied applied = check(stored.payment(), body, now);
            context.change(stored, applied.payment());
            events.write(context, record, record.command().getCommandId(), applied.events(), now);
        }
    }

    private Decision.Applied check(Payment payment, CheckPayment body, Instant now) {
        if (body.getPayerSent()) {
            return ProviderCheckRule.payerSent(payment, now);
        }
        return body.getListedVersion() == null
                ? ProviderCheckRule.decide(payment, body.getDueAt(), listedChanges.areCurrent(), now)
                : ProviderCheckRule.listed(payment, body.getListedVersion(), now);
    }

    /** Cancel, refund and review: the result is stored, and every repetition of the command gets it again. */
    private PaymentReply applyOnce(BatchContext context, IncomingRecord.Command record, Instant now) {
        PaymentCommand command = record.command();
        Key key = Objects.requireNonNull(Key.of(command), "command of an unknown kind");
        StoredPayment stored = context.find(record.paymentId());
        boolean byOperator = command.getBody() instanceof SettleReview;
        // Checked first: another account must not learn that the key was used.
        if (stored == null || (!byOperator && stored.payment().details().accountId() != command.getAccountId())) {
            return notFound(command, now);
        }
        Decision.Rejected malformed = malformed(stored.payment(), command);
        if (malformed != null) {
            // A malformed request is not remembered under its Idempotency-Key.
            return CommandMapper.rejected(command, malformed.code(), malformed.detail(), now);
        }
        CommandResult existing = context.results.get(key);
        if (existing != null) {
            PaymentReply first = codec.read(Topics.PAYMENT_REPLIES, existing.reply(), PaymentReply.class);
            if (existing.commandId().equals(command.getCommandId())) {
                return first;
            }
            return Objects.equals(existing.fingerprint(), fingerprint(command))
                    ? CommandMapper.replayed(command, first, now)
                    : keyReused(command, now);
        }
        PaymentReply reply = switch (decide(stored.payment(), command, now)) {
            case Decision.Applied(Payment after, List<DomainEvent> caused) -> {
                context.change(stored, after);
                events.write(context, record, command.getCommandId(), caused, now);
                yield CommandMapper.applied(command, after, requestedRefund(command, after), now);
            }
            case Decision.Rejected(String code, String detail) -> CommandMapper.rejected(command, code, detail, now);
            case Decision.Quarantined quarantined ->
                throw new IllegalStateException(quarantined.reason().code());
        };
        context.addResult(new CommandResult(
                key, command.getCommandId(), fingerprint(command), codec.write(Topics.PAYMENT_REPLIES, reply), now));
        return reply;
    }

    private static Decision.@Nullable Rejected malformed(Payment payment, PaymentCommand command) {
        BigDecimal amount = command.getBody() instanceof RefundPayment body ? CommandMapper.refundAmount(body) : null;
        return amount == null ? null : RefundRule.malformedAmount(payment, amount);
    }

    private static Decision decide(Payment payment, PaymentCommand command, Instant now) {
        return switch (command.getBody()) {
            case CancelPayment _ -> CancellationRule.decide(payment, now);
            case RefundPayment body ->
                RefundRule.decide(payment, body.getRefundId(), CommandMapper.refundMinor(body, payment), now);
            case SettleReview body -> ReviewRule.decide(payment, CommandMapper.action(body), body.getOperator(), now);
            default -> throw new IllegalArgumentException("command of an unknown kind");
        };
    }

    private static @Nullable Refund requestedRefund(PaymentCommand command, Payment after) {
        return command.getBody() instanceof RefundPayment body
                ? after.refunds().stream()
                        .filter(refund -> refund.refundId().equals(body.getRefundId()))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static void reply(BatchContext context, IncomingRecord.Command record, PaymentReply reply) {
        Integer partition = record.command().getReplyPartition();
        if (partition != null) {
            context.replies.add(new ReplySender.AddressedReply(reply, partition, record.traceparent()));
        }
    }

    private static @Nullable String fingerprint(PaymentCommand command) {
        Idempotency idempotency = command.getIdempotency();
        return idempotency == null ? null : idempotency.getFingerprint();
    }

    private static PaymentReply notFound(PaymentCommand command, Instant now) {
        return CommandMapper.rejected(command, "payment_not_found", ProblemMessages.notFound("payment"), now);
    }

    private static PaymentReply keyReused(PaymentCommand command, Instant now) {
        return CommandMapper.rejected(
                command,
                "idempotency_key_reused",
                "The Idempotency-Key was already used with a different request.",
                now);
    }
}
