package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How publishing goes. */
@Component
class OutboxMetrics {
    private final Timer time;
    private final Counter records;

    OutboxMetrics(MeterRegistry meters) {
        this.time = Timer.builder("soprano.outbox.publish.time")
                .description("from taking records out of the outbox to their acknowledgement")
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
        this.records = meters.counter("soprano.outbox.published");
    }

    void published(int count, long nanos) {
        time.record(nanos, TimeUnit.NANOSECONDS);
        records.increment(count);
    }
}
