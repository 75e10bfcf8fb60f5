package info.sopranoexch.gateway.directory;

import info.sopranoexch.gateway.kafka.ConsumerLagGauge;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** Metrics of the directory. */
@Component
class DirectoryMetrics {
    DirectoryMetrics(
            ApiKeyDirectory keys, MerchantDirectory merchants, CompactedTopicReader<?> reader, MeterRegistry meters) {
        entries("api_keys", keys::size, meters);
        entries("merchants", merchants::size, meters);
        ConsumerLagGauge.register("directory", reader::lag, meters);
    }

    private static void entries(String directory, IntSupplier size, MeterRegistry meters) {
        Gauge.builder("soprano.gateway.directory.entries", size, IntSupplier::getAsInt)
                .description("entries of a directory topic in memory")
                .tag("directory", directory)
                .strongReference(true)
                .register(meters);
    }
}
