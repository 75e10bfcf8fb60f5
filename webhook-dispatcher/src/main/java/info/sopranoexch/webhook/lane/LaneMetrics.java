package info.sopranoexch.webhook.lane;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What of the lanes is measured: how full they are, how attempts end, and how long an event waits for its delivery. */
@Component
class LaneMetrics {
    private static final String ATTEMPTS = "soprano.webhook.attempts";

    private final MeterRegistry meters;
    private final Timer delay;

    LaneMetrics(MeterRegistry meters, LaneBoard board) {
        this.meters = meters;
        this.delay = Timer.builder("soprano.webhook.delay")
                .description("from the acceptance of an event to the attempt that delivered it")
                .publishPercentileHistogram()
                .register(meters);
        meters.gauge("soprano.webhook.lanes", board, b -> b.load().lanes());
        meters.gauge("soprano.webhook.held", board, b -> b.load().held());
        meters.gauge("soprano.webhook.in.flight", board, b -> b.load().inFlight());
        meters.gauge("soprano.webhook.in.flight.slow", board, b -> b.load().slowInFlight());
    }

    void recorded(List<AttemptRecord> records) {
        for (AttemptRecord record : records) {
            String error = record.result().error();
            Integer status = record.result().httpStatus();
            meters.timer(
                            ATTEMPTS,
                            "outcome",
                            AttemptEvents.outcome(record.verdict()),
                            "result",
                            error == null && status != null ? status / 100 + "xx" : String.valueOf(error))
                    .record(record.result().timings().totalMicros(), TimeUnit.MICROSECONDS);
            if (record.verdict() instanceof Verdict.Delivered) {
                delay.record(Duration.between(record.delivery().acceptedAt(), record.at()));
            }
        }
    }
}
