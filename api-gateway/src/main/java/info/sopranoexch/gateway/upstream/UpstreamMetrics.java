package info.sopranoexch.gateway.upstream;

import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures the calls to internal services. */
@Component
class UpstreamMetrics {
    private final Meter.MeterProvider<Timer> timers;

    UpstreamMetrics(MeterRegistry meters) {
        this.timers = Timer.builder("soprano.gateway.upstream.calls")
                .description("calls to internal services")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .withRegistry(meters);
    }

    /** @param response null if no response arrived in time */
    void record(String service, @Nullable InternalResponse response, long nanos) {
        String result = response == null ? "none" : response.status() / 100 + "xx";
        timers.withTags("service", service, "result", result).record(nanos, TimeUnit.NANOSECONDS);
    }
}
