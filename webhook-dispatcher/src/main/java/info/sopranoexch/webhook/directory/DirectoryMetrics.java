package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Whether the directory in memory is what stands in the topic. */
@Component
class DirectoryMetrics {
    private final MeterRegistry meters;
    private final Counter unreadable;

    DirectoryMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.unreadable = meters.counter("soprano.directory.unreadable", "topic", Topics.DIRECTORY_MERCHANTS);
    }

    void watch(BooleanSupplier current) {
        Gauge.builder("soprano.directory.current", current, it -> it.getAsBoolean() ? 1 : 0)
                .description("1 if every record of the directory topics is applied, 0 if one cannot be read for now")
                .strongReference(true)
                .register(meters);
    }

    /** A record whose bytes are at fault was skipped. */
    void unreadable() {
        unreadable.increment();
    }
}
