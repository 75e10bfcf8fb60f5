package info.sopranoexch.gateway.commands;

import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How commands fare: how many there are, how they end, and how long who asked has waited. */
@Component
class CommandMetrics {
    private enum Kind {
        CREATE,
        CANCEL,
        REFUND
    }

    private enum Result {
        APPLIED,
        REPLAYED,
        REJECTED,
        /** Safe in Kafka, not answered in time. */
        ACCEPTED,
        /** Not known to be safe. */
        FAILED
    }

    private final Map<Kind, Map<Result, Timer>> timers = new EnumMap<>(Kind.class);
    private final AtomicInteger inFlight = new AtomicInteger();

    CommandMetrics(MeterRegistry meters) {
        for (Kind kind : Kind.values()) {
            Map<Result, Timer> ofKind = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                ofKind.put(result, timer(kind, result).register(meters));
            }
            timers.put(kind, ofKind);
        }
        Gauge.builder("soprano.gateway.commands.in.flight", inFlight, AtomicInteger::get)
                .description("commands that wait for their reply")
                .register(meters);
    }

    private static Timer.Builder timer(Kind kind, Result result) {
        return Timer.builder("soprano.gateway.commands")
                .description("from the command to its reply, or to the end of waiting")
                .tags(
                        "kind",
                        kind.name().toLowerCase(Locale.ROOT),
                        "result",
                        result.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(Buckets.latency());
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    /** @param outcome null when it is not known whether the command will be applied */
    void ended(Command.Body body, @Nullable Outcome outcome, long nanos) {
        inFlight.decrementAndGet();
        Map<Result, Timer> ofKind = timers.get(kind(body));
        Timer timer = ofKind == null ? null : ofKind.get(result(outcome));
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static Kind kind(Command.Body body) {
        return switch (body) {
            case Command.Create _ -> Kind.CREATE;
            case Command.Cancel _ -> Kind.CANCEL;
            case Command.Refund _ -> Kind.REFUND;
        };
    }

    private static Result result(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> Result.FAILED;
            case Outcome.Done done -> done.replayed() ? Result.REPLAYED : Result.APPLIED;
            case Outcome.Rejected _ -> Result.REJECTED;
            case Outcome.Accepted _ -> Result.ACCEPTED;
        };
    }
}
