package info.sopranoexch.payment.reviews;

import info.sopranoexch.payment.idempotency.CommandResultStore;
import info.sopranoexch.payment.kafka.CommandPublisher;
import info.sopranoexch.payment.kafka.Polling;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.reviews.HeldPaymentStore.HeldPayment;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.avro.ReviewDecision;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Operators' API of payments on hold. A decision is written as a command, like all changes of payments. */
@RestController
class ReviewController {
    private static final Set<String> DECISIONS = Set.of("accept", "refund", "fail");
    private static final int MAX_OPERATOR = 100;
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(5);

    /** @param status status of the payment; null if the command is stored but not applied yet */
    record SettledResource(
            String paymentId, String commandId, @Nullable String status) {}

    private final HeldPaymentStore held;
    private final PaymentStore payments;
    private final CommandResultStore results;
    private final CommandPublisher commands;
    private final AvroCodec codec;

    ReviewController(
            HeldPaymentStore held,
            PaymentStore payments,
            CommandResultStore results,
            CommandPublisher commands,
            AvroCodec codec) {
        this.held = held;
        this.payments = payments;
        this.results = results;
        this.commands = commands;
        this.codec = codec;
    }

    /** Lists the payments on hold, the oldest payment first. */
    @GetMapping("/internal/reviews")
    Page<HeldPayment> list(@RequestParam(defaultValue = "50") int limit, @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<HeldPayment> found = held.find(after == null ? 0 : Page.number(after.getFirst()), size + 1);
        return Page.of(found, size, payment -> Page.cursor(String.valueOf(payment.id())));
    }

    @PostMapping("/internal/payments/{paymentId}/review")
    ResponseEntity<SettledResource> settle(@PathVariable String paymentId, @RequestBody ObjectNode body) {
        var fields = new Fields(body);
        if (fields.isNull("decision")) {
            fields.error(FieldErrors.required("decision"));
        }
        String decision = fields.option("decision", DECISIONS);
        String operator = fields.text("operator", MAX_OPERATOR);
        fields.check();
        if (payments.find(paymentId).isEmpty()) {
            throw ProblemException.notFound("payment");
        }
        PaymentCommand command = commands.command(
                paymentId,
                new SettleReview(
                        ReviewDecision.valueOf(Objects.requireNonNull(decision)),
                        operator == null ? "operator" : operator));
        commands.publish("payment.settle_review", List.of(command));
        CommandResultStore.Key key = Objects.requireNonNull(CommandResultStore.Key.of(command));
        return Polling.await(RESULT_TIMEOUT, () -> results.find(key))
                .map(result -> respond(codec.read(Topics.PAYMENT_REPLIES, result.reply(), PaymentReply.class)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.ACCEPTED)
                        .body(new SettledResource(paymentId, command.getCommandId(), null)));
    }

    private static ResponseEntity<SettledResource> respond(PaymentReply reply) {
        if (reply.getOutcome() == ReplyOutcome.rejected) {
            throw new ProblemException(
                    409, Objects.toString(reply.getCode(), "conflict"), Objects.toString(reply.getDetail(), ""));
        }
        String status = reply.getPayment() == null
                ? null
                : reply.getPayment().getStatus().name();
        return ResponseEntity.ok(new SettledResource(reply.getPaymentId(), reply.getCommandId(), status));
    }
}
