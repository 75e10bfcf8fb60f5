package info.sopranoexch.gateway.commands;

import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts commands by operation and result, and measures the time until the reply. */
@Component
class CommandMetrics {
    private static final List<String> RESULTS = List.of("applied", "replayed", "rejected", "accepted", "failed");

    private record Key(Operation operation, String result) {}

    private final Map<Key, Timer> timers = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    CommandMetrics(MeterRegistry meters) {
        for (Operation operation : Operation.values()) {
            for (String result : RESULTS) {
                timers.put(
                        new Key(operation, result),
                        Timer.builder("soprano.gateway.commands")
                                .description("time from sending a command to its reply or the timeout")
                                .tags("kind", operation.label(), "result", result)
                                .serviceLevelObjectives(HistogramBuckets.latency())
                                .register(meters));
            }
        }
        Gauge.builder("soprano.gateway.commands.in.flight", inFlight, AtomicInteger::get)
                .description("commands that wait for their reply")
                .register(meters);
    }

    void started() {
        inFlight.incrementAndGet();
    }

    /** @param result null if it is unknown whether the command is stored */
    void ended(Operation operation, @Nullable CommandResult result, long nanos) {
        inFlight.decrementAndGet();
        Timer timer = timers.get(new Key(operation, label(result)));
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
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
