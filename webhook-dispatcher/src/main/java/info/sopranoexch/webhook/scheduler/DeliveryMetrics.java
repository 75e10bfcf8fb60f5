package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Records the size of the buffer, the outcomes of attempts, and the time from event to delivery. */
@Component
class DeliveryMetrics {
    private final Timer delay;
    private final Counter exhausted;
    private final Meter.MeterProvider<Timer> attempts;

    DeliveryMetrics(MeterRegistry meters, DeliveryScheduler scheduler) {
        this.attempts = Timer.builder("soprano.webhook.attempts")
                .description("attempts, from the name lookup to the last byte of the response")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .withRegistry(meters);
        this.delay = Timer.builder("soprano.webhook.delay")
                .description("from the acceptance of an event to the attempt that delivered it")
                .serviceLevelObjectives(HistogramBuckets.delay())
                .register(meters);
        this.exhausted = meters.counter("soprano.webhook.exhausted");
        meters.gauge(
                "soprano.webhook.endpoint.queues",
                scheduler,
                s -> s.statistics().queues());
        meters.gauge("soprano.webhook.buffered", scheduler, s -> s.statistics().buffered());
        meters.gauge("soprano.webhook.in.flight", scheduler, s -> s.statistics().inFlight());
        meters.gauge(
                "soprano.webhook.in.flight.slow", scheduler, s -> s.statistics().slowInFlight());
    }

    void recorded(List<AttemptRecord> records) {
        for (AttemptRecord record : records) {
            String error = record.result().error();
            Integer status = record.result().httpStatus();
            String result = error == null && status != null ? status / 100 + "xx" : String.valueOf(error);
            attempts.withTags("outcome", record.outcome().text(), "result", result)
                    .record(record.result().timings().totalMicros(), TimeUnit.MICROSECONDS);
            if (record.outcome() instanceof AttemptOutcome.Exhausted) {
                exhausted.increment();
            }
            if (record.outcome() instanceof AttemptOutcome.Delivered) {
                delay.record(Duration.between(record.delivery().acceptedAt(), record.at()));
            }
        }
    }
}
