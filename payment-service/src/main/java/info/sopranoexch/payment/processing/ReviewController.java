package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.kafka.Patience;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.avro.ReviewDecision;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Settles reviews, for operators: the command goes the way of all commands, and its outcome is waited for. */
@RestController
class ReviewController {
    private static final Set<String> DECISIONS = Set.of("accept", "refund", "fail");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** @param status as told now; null when the command is safe but nothing has come of it yet */
    record SettledJson(
            String paymentId, String commandId, @Nullable String status) {}

    private final PaymentStore payments;
    private final OutcomeStore outcomes;
    private final RecordSender sender;
    private final AvroCodec codec;
    private final InstantSource clock;

    ReviewController(
            PaymentStore payments, OutcomeStore outcomes, RecordSender sender, AvroCodec codec, InstantSource clock) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.sender = sender;
        this.codec = codec;
        this.clock = clock;
    }

    @PostMapping("/internal/payments/{paymentId}/review")
    ResponseEntity<SettledJson> settle(@PathVariable String paymentId, @RequestBody ObjectNode body) {
        var fields = new Fields(body);
        if (fields.isNull("decision")) {
            fields.error(FieldErrors.required("decision"));
        }
        String decision = fields.option("decision", DECISIONS);
        String operator = fields.text("operator", 100);
        fields.check();
        if (payments.find(paymentId).isEmpty()) {
            throw ProblemException.notFound("payment");
        }
        PaymentCommand command = PaymentCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setPaymentId(paymentId)
                .setAccountId(0)
                .setIssuedAt(clock.instant())
                .setBody(new SettleReview(
                        ReviewDecision.valueOf(Objects.requireNonNull(decision)),
                        operator == null ? "operator" : operator))
                .build();
        sender.send(List.of(record(command)));
        OutcomeStore.Key key = Objects.requireNonNull(ApplyCommand.outcomeKey(command));
        return Patience.await(DEADLINE, () -> outcomes.find(key))
                .map(outcome -> answer(codec.read(Topics.PAYMENT_REPLIES, outcome.reply(), PaymentReply.class)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.ACCEPTED)
                        .body(new SettledJson(paymentId, command.getCommandId(), null)));
    }

    private static ResponseEntity<SettledJson> answer(PaymentReply reply) {
        if (reply.getOutcome() == ReplyOutcome.rejected) {
            throw new ProblemException(
                    409, Objects.toString(reply.getCode(), "conflict"), Objects.toString(reply.getDetail(), ""));
        }
        String status = reply.getPayment() == null
                ? null
                : reply.getPayment().getStatus().name();
        return ResponseEntity.ok(new SettledJson(reply.getPaymentId(), reply.getCommandId(), status));
    }

    private ProducerRecord<byte[], byte[]> record(PaymentCommand command) {
        byte[] key = command.getPaymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(
                Topics.PAYMENT_COMMANDS, (@Nullable Integer) null, key, codec.write(Topics.PAYMENT_COMMANDS, command));
        CloudEvents.set(
                record.headers(),
                command.getCommandId(),
                "payment.settle_review",
                "/payment-service",
                command.getPaymentId(),
                command.getIssuedAt());
        return record;
    }
}
