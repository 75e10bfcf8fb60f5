package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends commands to payment-service over Kafka and waits for their replies. */
@Component
public class CommandSender {
    /** Longer than the delivery timeout of the producer. */
    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(15);

    private final CommandProducer producer;
    private final ReplyListener replies;
    private final UnresolvedCommands unresolved;
    private final Duration replyTimeout;
    private final CommandMetrics metrics;
    private final Tracer tracer;
    /** Fingerprints of the requests with an Idempotency-Key that this instance processes, by account, payment and key. */
    private final Map<String, String> keysInFlight = new ConcurrentHashMap<>();

    CommandSender(
            CommandProducer producer,
            ReplyListener replies,
            UnresolvedCommands unresolved,
            CommandProperties properties,
            CommandMetrics metrics,
            Tracer tracer) {
        this.producer = producer;
        this.replies = replies;
        this.unresolved = unresolved;
        this.replyTimeout = properties.replyTimeout();
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /**
     * Stores the command in Kafka and waits for the reply. A command with an Idempotency-Key is accepted without a reply only
     * if no earlier command with the key is unresolved.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 503 if the command may not be stored, or if the client no
     *     longer waits; 409 or 422 while an earlier request with the same Idempotency-Key is unresolved
     */
    public CommandResult send(CommandRequest command) {
        Idempotency idempotency = command.idempotency();
        if (idempotency == null) {
            return sendOnce(command);
        }
        // An early response only: payment-service prevents that two commands with one key are both applied.
        String key = String.join(
                "|",
                command.operation().label(),
                String.valueOf(command.accountId()),
                command.paymentId(),
                idempotency.getKey());
        String other = keysInFlight.putIfAbsent(key, idempotency.getFingerprint());
        if (other != null) {
            throw other.equals(idempotency.getFingerprint()) ? keyInFlight() : keyReused();
        }
        try {
            switch (unresolved.findKnown(command)) {
                case NONE -> {}
                case SAME_REQUEST -> throw keyInFlight();
                case OTHER_REQUEST -> throw keyReused();
            }
            return sendOnce(command);
        } finally {
            keysInFlight.remove(key);
        }
    }

    private CommandResult sendOnce(CommandRequest command) {
        AdmittedRequest.requireClientWaits();
        String commandId = Uuids.v7(command.issuedAt().toEpochMilli()).toString();
        CompletableFuture<CommandResult> reply = replies.expect(commandId);
        long startedAt = System.nanoTime();
        CommandResult result = null;
        metrics.started();
        Span span = startSpan(command);
        String traceparent = TraceContext.of(span);
        try (var _ = LogContext.of(command.paymentId(), traceparent)) {
            Integer replyPartition = replies.assignedPartition();
            if (replyPartition == null) {
                // No reply can arrive. The caller gets 202 as soon as the command is stored.
                reply.complete(new CommandResult.Accepted());
            }
            CompletableFuture<RecordMetadata> acknowledgement =
                    producer.send(command, commandId, replyPartition, traceparent);
            span.end();
            result = await(acknowledgement, reply);
            if (result instanceof CommandResult.Accepted && !unresolved.isFirst(command, acknowledgement.join())) {
                result = lateReply(reply);
            }
            return result;
        } finally {
            metrics.ended(command.operation(), result, System.nanoTime() - startedAt);
            replies.forget(commandId);
        }
    }

    private Span startSpan(CommandRequest command) {
        return TraceContext.start(tracer, Topics.PAYMENT_COMMANDS + " send", SpanKind.PRODUCER, command.traceparent())
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", Topics.PAYMENT_COMMANDS)
                .setAttribute(TraceContext.PAYMENT_ID, command.paymentId());
    }

    /** Returns the reply if it arrived after the timeout. */
    private static CommandResult lateReply(CompletableFuture<CommandResult> reply) {
        CommandResult result = reply.isCompletedExceptionally() ? null : reply.getNow(null);
        if (result == null || result instanceof CommandResult.Accepted) {
            throw keyInFlight();
        }
        return result;
    }

    private CommandResult await(
            CompletableFuture<RecordMetadata> acknowledgement, CompletableFuture<CommandResult> reply) {
        acknowledgement.exceptionally(failure -> {
            reply.completeExceptionally(failure);
            return null;
        });
        CommandResult result = await(reply, replyTimeout);
        if (result != null && !(result instanceof CommandResult.Accepted)) {
            // A reply proves that the command is stored.
            return result;
        }
        if (await(acknowledgement, ACKNOWLEDGEMENT_TIMEOUT) == null) {
            throw notStored();
        }
        return reply.isCompletedExceptionally()
                ? new CommandResult.Accepted()
                : reply.getNow(new CommandResult.Accepted());
    }

    /** @return null after the timeout */
    private static <T> @Nullable T await(CompletableFuture<T> future, Duration timeout) {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw notStored();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable(
                    "stopping", "The service is shutting down. Retry later.", Duration.ofSeconds(1));
        }
    }

    private static ProblemException keyInFlight() {
        return new ProblemException(
                        409,
                        "idempotency_in_flight",
                        "An earlier request with this Idempotency-Key is still being processed. Retry later.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    private static ProblemException keyReused() {
        return new ProblemException(
                422, "idempotency_key_reused", "The Idempotency-Key was already used with a different request.");
    }

    private static ProblemException notStored() {
        return ProblemException.unavailable(
                "command_not_accepted", "The request could not be stored. Retry it.", Duration.ofSeconds(2));
    }
}
