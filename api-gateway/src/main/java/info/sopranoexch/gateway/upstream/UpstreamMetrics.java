package info.sopranoexch.gateway.upstream;

import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures the calls to internal services. */
@Component
class UpstreamMetrics {
    private record Key(String service, String result) {}

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    UpstreamMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param response null if no response arrived in time */
    void record(String service, @Nullable InternalResponse response, long nanos) {
        String result = response == null ? "none" : response.status() / 100 + "xx";
        timers.computeIfAbsent(new Key(service, result), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("soprano.gateway.upstream.calls")
                .description("calls to internal services")
                .tags("service", key.service(), "result", key.result())
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
    }
}
