package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** How events become deliveries. */
@Component
class IngestMetrics {
    private final DistributionSummary size;
    private final Timer time;
    private final Counter accepted;

    IngestMetrics(MeterRegistry meters) {
        this.size = DistributionSummary.builder("soprano.webhook.ingest.batch.size")
                .description("records of a poll")
                .serviceLevelObjectives(Buckets.size())
                .register(meters);
        this.time = Timer.builder("soprano.webhook.ingest.batch.time")
                .description("from a poll to the commit of its deliveries")
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
        this.accepted = meters.counter("soprano.webhook.events");
    }

    void poll(int records, Runnable work) {
        size.record(records);
        time.record(work);
    }

    /** Events that are committed; those of no interest to any endpoint, and those seen before, included. */
    void committed(int events) {
        accepted.increment(events);
    }
}
