package info.sopranoexch.gateway.commands;

import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts commands by operation and result, and measures the time until the reply. */
@Component
class CommandMetrics {
    private static final List<String> RESULTS = List.of("applied", "replayed", "rejected", "accepted", "failed");

    private final Meter.MeterProvider<Timer> timers;
    private final AtomicInteger inFlight = new AtomicInteger();

    CommandMetrics(MeterRegistry meters) {
        this.timers = Timer.builder("soprano.gateway.commands")
                .description("time from sending a command to its reply or the timeout")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .withRegistry(meters);
        for (Operation operation : Operation.values()) {
            RESULTS.forEach(result -> timer(operation, result));
        }
        Gauge.builder("soprano.gateway.commands.in.flight", inFlight, AtomicInteger::get)
                .description("commands that wait for their reply")
                .register(meters);
    }

    private Timer timer(Operation operation, String result) {
        return timers.withTags("kind", operation.label(), "result", result);
    }

    void started() {
        inFlight.incrementAndGet();
    }

    /** @param result null if it is unknown whether the command is stored */
    void ended(Operation operation, @Nullable CommandResult result, long nanos) {
        inFlight.decrementAndGet();
        timer(operation, label(result)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String label(@Nullable CommandResult result) {
        return switch (result) {
            case null -> "failed";
            case CommandResult.Applied applied -> applied.replayed() ? "replayed" : "applied";
            case CommandResult.Rejected _ -> "rejected";
            case CommandResult.Accepted _ -> "accepted";
        };
    }
}
