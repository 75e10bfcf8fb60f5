package info.sopranoexch.webhook.scheduler;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Scheduler settings with their defaults. */
final class SchedulerPropertiesFixture {
    static final SchedulerProperties DEFAULTS = with(Map.of());

    private SchedulerPropertiesFixture() {}

    static SchedulerProperties with(int maxConcurrency, int maxBuffered) {
        return with(Map.of("max-concurrency", maxConcurrency, "max-buffered", maxBuffered));
    }

    private static SchedulerProperties with(Map<String, Object> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", SchedulerProperties.class);
    }
}
