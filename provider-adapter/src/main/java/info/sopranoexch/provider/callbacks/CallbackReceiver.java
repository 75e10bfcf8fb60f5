package info.sopranoexch.provider.callbacks;

import info.sopranoexch.provider.events.ProviderEventPublisher;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Verification;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.nio.ByteBuffer;
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

/** Verifies a callback and publishes it, raw and translated, in one Kafka record. */
@Component
class CallbackReceiver {
    private static final Logger log = LoggerFactory.getLogger(CallbackReceiver.class);
    private static final String COUNTER = "soprano.provider.callbacks";

    private final PaymoonCallbacks callbacks;
    private final ProviderEventPublisher events;
    private final CallbackProperties properties;
    private final Semaphore inFlight;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Tracer tracer;

    CallbackReceiver(
            PaymoonCallbacks callbacks,
            ProviderEventPublisher events,
            CallbackProperties properties,
            InstantSource clock,
            MeterRegistry meters,
            Tracer tracer) {
        this.callbacks = callbacks;
        this.events = events;
        this.properties = properties;
        this.inFlight = new Semaphore(properties.maxInFlight());
        this.clock = clock;
        this.meters = meters;
        this.tracer = tracer;
        List.of("stored", "invalid_signature", "malformed", "unavailable")
                .forEach(name -> meters.counter(COUNTER, "outcome", name));
    }

    /** Result of receiving a callback. */
    sealed interface Receipt {
        /** Kafka has acknowledged the callback. */
        record Stored() implements Receipt {}

        /** The callback does not come from Paymoon, or was sent too long ago. */
        record InvalidSignature(String reason) implements Receipt {}

        /** Paymoon sent the callback, but its payment cannot be determined. */
        record Malformed(String reason) implements Receipt {}

        /** Kafka has not acknowledged the callback. Paymoon must send it again. */
        record Unavailable() implements Receipt {}
    }

    /**
     * Verifies and stores a callback.
     *
     * @param header returns a header of the request by name
     */
    Receipt receive(UnaryOperator<@Nullable String> header, byte[] body) {
        Receipt receipt = switch (callbacks.verify(header, body, properties.timestampTolerance())) {
            case Verification.InvalidSignature(String reason) -> new Receipt.InvalidSignature(reason);
            case Verification.Malformed(String reason) -> new Receipt.Malformed(reason);
            case Verification.Verified verified ->
                store(verified, body, TraceContext.valid(header.apply(TraceContext.HEADER)));
        };
        meters.counter(COUNTER, "outcome", name(receipt)).increment();
        if (!(receipt instanceof Receipt.Stored)) {
            log.warn("callback refused result={}", receipt);
        }
        return receipt;
    }

    private static String name(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Stored _ -> "stored";
            case Receipt.InvalidSignature _ -> "invalid_signature";
            case Receipt.Malformed _ -> "malformed";
            case Receipt.Unavailable _ -> "unavailable";
        };
    }

    private Receipt store(Verification.Verified callback, byte[] body, @Nullable String traceparent) {
        if (!inFlight.tryAcquire()) {
            return new Receipt.Unavailable();
        }
        Span span = TraceContext.start(tracer, "store callback", SpanKind.SERVER, traceparent)
                .setAttribute(TraceContext.PAYMENT_ID, callback.paymentId());
        try {
            publish(callback, body, TraceContext.of(span));
            return new Receipt.Stored();
        } catch (KafkaException e) {
            try (var _ = LogContext.of(callback.paymentId(), traceparent)) {
                log.warn("callback not stored failure={}", e.toString());
            }
            return new Receipt.Unavailable();
        } finally {
            span.end();
            inFlight.release();
        }
    }

    private void publish(Verification.Verified callback, byte[] body, @Nullable String traceparent) {
        Translation translation = callbacks.translate(body);
        Instant now = clock.instant();
        var event = ProviderEvent.newBuilder()
                .setPaymentId(callback.paymentId())
                .setProviderEventId(callback.eventId())
                .setOccurredAt(translation.occurredAt() == null ? now : translation.occurredAt())
                .setReceivedAt(now)
                .setRaw(ByteBuffer.wrap(body));
        events.publishCallback(event, translation.result(), traceparent, properties.storeDeadline());
    }
}
