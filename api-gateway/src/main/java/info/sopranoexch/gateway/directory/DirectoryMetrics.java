package info.sopranoexch.gateway.directory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** The directory in memory. */
@Component
class DirectoryMetrics {
    DirectoryMetrics(
            ApiKeyDirectory keys, MerchantDirectory merchants, DirectoryFollower follower, MeterRegistry meters) {
        entries("api_keys", keys::size, meters);
        entries("merchants", merchants::size, meters);
        Gauge.builder("soprano.directory.current", follower, it -> it.isCurrent() ? 1 : 0)
                .description("1 if every record of the directory topics is applied, 0 if one cannot be read for now")
                .register(meters);
    }

    private static void entries(String directory, IntSupplier size, MeterRegistry meters) {
        Gauge.builder("soprano.gateway.directory.entries", size, IntSupplier::getAsInt)
                .description("entries of a directory topic in memory")
                .tag("directory", directory)
                .strongReference(true)
                .register(meters);
    }
}
