package info.sopranoexch.provider.invoice;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What is asked of the provider, what came of it, and how long it took with all that was tried again. */
@Component
class CallMetrics {
    private record Key(Origin.Kind kind, String outcome) {}

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @return the outcome's name */
    String called(Origin.Kind kind, ProviderAnswer answer, long nanos) {
        String outcome = outcome(answer);
        timers.computeIfAbsent(new Key(kind, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        return outcome;
    }

    private Timer timer(Key key) {
        return Timer.builder("soprano.provider.calls")
                .description("what was asked of the provider, with all that was tried again")
                .tags("kind", key.kind().name().toLowerCase(Locale.ROOT), "outcome", key.outcome())
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
    }

    /** As in {@code provider.events.v1}. */
    private static String outcome(ProviderAnswer answer) {
        return switch (answer) {
            case ProviderAnswer.Reported _ -> "reported";
            case ProviderAnswer.NotFound _ -> "not_found";
            case ProviderAnswer.Refused _ -> "refused";
            case ProviderAnswer.Unknown _ -> "unknown";
            case ProviderAnswer.Untranslatable _ -> "untranslatable";
        };
    }
}
