package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderEventPublisher;
import info.sopranoexch.provider.answer.ProviderEventPublisher.Said;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts kept callbacks into our words. What has no translation goes on as such, raw: it is never lost here. */
@Component
class TranslateCallbacks {
    private final PaymoonCallbacks callbacks;
    private final ProviderEventPublisher publisher;

    TranslateCallbacks(PaymoonCallbacks callbacks, ProviderEventPublisher publisher) {
        this.callbacks = callbacks;
        this.publisher = publisher;
    }

    /** Returns when Kafka has all translations; throws when it may not have them all. */
    void translate(List<KeptCallback> kept) {
        publisher.publish(kept.stream().map(this::translated).toList());
    }

    private Said translated(KeptCallback kept) {
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
                kept.traceparent());
        return new Said(origin, translation.answer());
    }
}
