package info.sopranoexch.provider.callback;

import info.sopranoexch.observability.tracing.Span;
import info.sopranoexch.observability.tracing.Traces;
import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderEventPublisher;
import info.sopranoexch.provider.answer.ProviderEventPublisher.Said;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts kept callbacks into our words. What has no translation goes on as such, raw: it is never lost here. */
@Component
class TranslateCallbacks {
    private final PaymoonCallbacks callbacks;
    private final ProviderEventPublisher publisher;
    private final Traces traces;

    TranslateCallbacks(PaymoonCallbacks callbacks, ProviderEventPublisher publisher, Traces traces) {
        this.callbacks = callbacks;
        this.publisher = publisher;
        this.traces = traces;
    }

    /** Returns when Kafka has all translations; throws when it may not have them all. */
    void translate(List<KeptCallback> kept) {
        List<Span> spans = kept.stream().map(this::span).toList();
        try {
            var said = new ArrayList<Said>(kept.size());
            for (int i = 0; i < kept.size(); i++) {
                said.add(translated(kept.get(i), spans.get(i).traceparent()));
            }
            publisher.publish(said);
        } finally {
            spans.forEach(Span::close);
        }
    }

    private Span span(KeptCallback kept) {
        return traces.begin("translate callback", Traces.Kind.CONSUMER, kept.traceparent())
                .tag(Span.PAYMENT, kept.paymentId());
    }

    private Said translated(KeptCallback kept, @Nullable String traceparent) {
        Translation translation = callbacks.translate(kept.body());
        Instant occurredAt = translation.occurredAt() == null ? kept.receivedAt() : translation.occurredAt();
        var origin = new Origin(
                Origin.Kind.CALLBACK,
                kept.paymentId(),
                kept.callbackId(),
                kept.callbackId(),
                null,
                occurredAt,
                kept.receivedAt(),
                traceparent);
        return new Said(origin, translation.answer());
    }
}
