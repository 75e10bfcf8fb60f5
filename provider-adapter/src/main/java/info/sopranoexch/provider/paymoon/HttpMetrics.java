package info.sopranoexch.provider.paymoon;

import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Single requests to Paymoon. */
@Component
class HttpMetrics {
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    HttpMetrics(MeterRegistry meters) {
        this.meters = meters;
        timers.put("none", timer("none"));
        timers.put("not_called", timer("not_called"));
    }

    void answered(int status, long nanos) {
        // 429 apart: it says that we ask too much, not that we ask wrongly.
        record(status == 429 ? "429" : status / 100 + "xx", nanos);
    }

    void silent(long nanos) {
        record("none", nanos);
    }

    /** The breaker is open. */
    void notCalled() {
        record("not_called", 0);
    }

    private void record(String result, long nanos) {
        timers.computeIfAbsent(result, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String result) {
        return Timer.builder("soprano.provider.http")
                .description("single requests to the provider")
                .tag("result", result)
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
    }
}
