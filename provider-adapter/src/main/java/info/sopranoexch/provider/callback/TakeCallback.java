package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderEventPublisher;
import info.sopranoexch.provider.answer.ProviderEventPublisher.Said;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Verdict;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Verifies a callback and puts it into Kafka, as it came and in our words, in one record. It is kept only when the brokers
 * say so.
 */
@Component
class TakeCallback {
    private static final Logger log = LoggerFactory.getLogger(TakeCallback.class);

    private static final String COUNTER = "soprano.provider.callbacks";

    private final PaymoonCallbacks callbacks;
    private final ProviderEventPublisher events;
    private final Duration deadline;
    private final Semaphore inFlight;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Tracer tracer;

    TakeCallback(
            PaymoonCallbacks callbacks,
            ProviderEventPublisher events,
            CallbackProperties properties,
            InstantSource clock,
            MeterRegistry meters,
            Tracer tracer) {
        this.callbacks = callbacks;
        this.events = events;
        this.deadline = properties.keepDeadline();
        this.inFlight = new Semaphore(properties.maxInFlight());
        this.clock = clock;
        this.meters = meters;
        this.tracer = tracer;
        List.of("kept", "forged", "unreadable", "not_kept").forEach(name -> meters.counter(COUNTER, "outcome", name));
    }

    /** What became of a callback. */
    sealed interface Outcome {
        /** Kafka has it. */
        record Kept() implements Outcome {}

        /** Not from the provider, or replayed. */
        record Forged(String why) implements Outcome {}

        /** From the provider, but not to be read. */
        record Unreadable(String why) implements Outcome {}

        /** Kafka may not have it: the provider must send it again. */
        record NotKept() implements Outcome {}
    }

    Outcome take(UnaryOperator<@Nullable String> header, byte[] body) {
        Outcome outcome = switch (callbacks.verify(header, body)) {
            case Verdict.Forged(String why) -> new Outcome.Forged(why);
            case Verdict.Unreadable(String why) -> new Outcome.Unreadable(why);
            case Verdict.Genuine genuine -> keep(genuine, body, TraceContext.valid(header.apply(TraceContext.HEADER)));
        };
        meters.counter(COUNTER, "outcome", name(outcome)).increment();
        if (!(outcome instanceof Outcome.Kept)) {
            log.warn("callback refused outcome={}", outcome);
        }
        return outcome;
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept _ -> "kept";
            case Outcome.Forged _ -> "forged";
            case Outcome.Unreadable _ -> "unreadable";
            case Outcome.NotKept _ -> "not_kept";
        };
    }

    private Outcome keep(Verdict.Genuine genuine, byte[] body, @Nullable String traceparent) {
        if (!inFlight.tryAcquire()) {
            return new Outcome.NotKept();
        }
        Span span = TraceContext.start(tracer, "keep callback", SpanKind.SERVER, traceparent)
                .setAttribute(TraceContext.PAYMENT_ID, genuine.externalId());
        try {
            events.publish(said(genuine, body, TraceContext.of(span)), deadline);
            return new Outcome.Kept();
        } catch (KafkaException e) {
            try (var _ = LogContext.of(genuine.externalId(), traceparent)) {
                log.warn("callback not kept failure={}", e.toString());
            }
            return new Outcome.NotKept();
        } finally {
            span.end();
            inFlight.release();
        }
    }

    /** What has no translation goes on as such. */
    private Said said(Verdict.Genuine genuine, byte[] body, @Nullable String traceparent) {
        Translation translation = callbacks.translate(body);
        Instant now = clock.instant();
        var origin = new Origin(
                Origin.Kind.CALLBACK,
                genuine.externalId(),
                genuine.callbackId(),
                genuine.callbackId(),
                null,
                translation.occurredAt() == null ? now : translation.occurredAt(),
                now,
                traceparent,
                body);
        return new Said(origin, translation.answer());
    }
}
