package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the payment service to do something, and waits for its reply as long as a caller may wait. */
@Component
public class PaymentCommands {
    /** Past the producer's own limit, after which it has given up. */
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(15);

    private final CommandProducer producer;
    private final ReplyInbox inbox;
    private final PendingReplies pending;
    private final UnresolvedCommands unresolved;
    private final CommandSettings settings;
    private final CommandMetrics metrics;
    private final Tracer tracer;

    PaymentCommands(
            CommandProducer producer,
            ReplyInbox inbox,
            PendingReplies pending,
            UnresolvedCommands unresolved,
            CommandSettings settings,
            CommandMetrics metrics,
            Tracer tracer) {
        this.producer = producer;
        this.inbox = inbox;
        this.pending = pending;
        this.unresolved = unresolved;
        this.settings = settings;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /**
     * Puts the command in Kafka and waits for the reply. A command with an Idempotency-Key is accepted without a reply only if
     * no earlier command with the key is unresolved.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 503 when it is not safe in Kafka, or when nobody waits for
     *     the result any more; 409 or 422 while an earlier request with the same Idempotency-Key is unresolved
     */
    public Outcome ask(Command command) {
        switch (unresolved.known(command)) {
            case NONE -> {}
            case SAME_REQUEST -> throw IdempotencyProblems.inFlight();
            case OTHER_REQUEST -> throw IdempotencyProblems.reused();
        }
        AdmittedRequest.requireClientWaits();
        String commandId = Ids.uuidV7(command.issuedAt().toEpochMilli());
        CompletableFuture<Outcome> reply = pending.expect(commandId);
        long begun = System.nanoTime();
        Outcome outcome = null;
        metrics.begun();
        Span span = span(command);
        String traceparent = TraceContext.of(span);
        try (var _ = LogContext.of(command.paymentId(), traceparent)) {
            CompletableFuture<RecordMetadata> ack = send(command.within(traceparent), commandId, reply);
            outcome = outcome(ack, reply);
            if (outcome instanceof Outcome.Accepted && !unresolved.isFirst(command, ack.join())) {
                outcome = replyOr(reply, IdempotencyProblems::inFlight);
            }
            return outcome;
        } finally {
            span.end();
            metrics.ended(command.body(), outcome, System.nanoTime() - begun);
            pending.forget(commandId);
        }
    }

    private Span span(Command command) {
        return TraceContext.start(tracer, Topics.PAYMENT_COMMANDS + " send", SpanKind.PRODUCER, command.traceparent())
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", Topics.PAYMENT_COMMANDS)
                .setAttribute(TraceContext.PAYMENT_ID, command.paymentId());
    }

    private CompletableFuture<RecordMetadata> send(
            Command command, String commandId, CompletableFuture<Outcome> reply) {
        Integer partition = inbox.partition();
        if (partition == null) {
            // No reply can come: answered 202 as soon as the command is safe.
            reply.complete(new Outcome.Accepted());
        }
        return producer.send(CommandRecords.record(command, commandId, partition));
    }

    /** The reply if it has arrived meanwhile. */
    private static Outcome replyOr(CompletableFuture<Outcome> reply, Supplier<RuntimeException> none) {
        if (reply.isDone() && !reply.isCompletedExceptionally() && !(reply.join() instanceof Outcome.Accepted)) {
            return reply.join();
        }
        throw none.get();
    }

    private Outcome outcome(CompletableFuture<RecordMetadata> ack, CompletableFuture<Outcome> reply) {
        ack.exceptionally(failure -> {
            reply.completeExceptionally(failure);
            return null;
        });
        Outcome outcome = within(reply, settings.replyTimeout());
        if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Rejected) {
            // A reply is the proof that the command was in Kafka.
            return outcome;
        }
        try {
            ack.get(ACK_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw notSafe(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return reply.isDone() && !reply.isCompletedExceptionally() ? reply.join() : new Outcome.Accepted();
    }

    private static @Nullable Outcome within(CompletableFuture<Outcome> reply, Duration timeout) {
        try {
            return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw notSafe(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException notSafe(Exception failure) {
        return Problem.unavailable(
                        "command_not_accepted", "The request could not be stored. Retry it.", Duration.ofSeconds(2))
                .asException();
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problem.unavailable("stopping", "The service is shutting down. Retry later.", Duration.ofSeconds(1))
                .asException();
    }
}
