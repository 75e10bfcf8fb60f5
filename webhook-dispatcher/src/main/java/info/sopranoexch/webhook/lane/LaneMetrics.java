package info.sopranoexch.webhook.lane;

import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What of the lanes is measured: how full they are, how attempts end, and how long an event waits for its delivery. */
@Component
class LaneMetrics {
    private record Key(String outcome, String result) {}

    private final MeterRegistry meters;
    private final Timer delay;
    private final Counter exhausted;
    private final Map<Key, Timer> attempts = new ConcurrentHashMap<>();

    LaneMetrics(MeterRegistry meters, LaneBoard board) {
        this.meters = meters;
        this.delay = Timer.builder("soprano.webhook.delay")
                .description("from the acceptance of an event to the attempt that delivered it")
                .serviceLevelObjectives(Buckets.delay())
                .register(meters);
        this.exhausted = meters.counter("soprano.webhook.exhausted");
        meters.gauge("soprano.webhook.lanes", board, b -> b.load().lanes());
        meters.gauge("soprano.webhook.held", board, b -> b.load().held());
        meters.gauge("soprano.webhook.in.flight", board, b -> b.load().inFlight());
        meters.gauge("soprano.webhook.in.flight.slow", board, b -> b.load().slowInFlight());
    }

    private Timer attempts(Key key) {
        return Timer.builder("soprano.webhook.attempts")
                .description("attempts, from the name lookup to the last byte of the answer")
                .tags("outcome", key.outcome(), "result", key.result())
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
    }

    void recorded(List<AttemptRecord> records) {
        for (AttemptRecord record : records) {
            String error = record.result().error();
            Integer status = record.result().httpStatus();
            String result = error == null && status != null ? status / 100 + "xx" : String.valueOf(error);
            attempts.computeIfAbsent(new Key(AttemptEvents.outcome(record.verdict()), result), this::attempts)
                    .record(record.result().timings().totalMicros(), TimeUnit.MICROSECONDS);
            if (record.verdict() instanceof Verdict.Exhausted) {
                exhausted.increment();
            }
            if (record.verdict() instanceof Verdict.Delivered) {
                delay.record(Duration.between(record.delivery().acceptedAt(), record.at()));
            }
        }
    }
}
