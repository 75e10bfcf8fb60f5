package info.sopranoexch.gateway.directory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** What the gateway knows by heart. */
@Component
class DirectoryMetrics {
    DirectoryMetrics(ApiKeyDirectory keys, MerchantDirectory merchants, MeterRegistry meters) {
        entries("api_keys", keys::size, meters);
        entries("merchants", merchants::size, meters);
    }

    private static void entries(String directory, IntSupplier size, MeterRegistry meters) {
        Gauge.builder("soprano.gateway.directory.entries", size, IntSupplier::getAsInt)
                .description("entries of a directory topic in memory")
                .tag("directory", directory)
                .strongReference(true)
                .register(meters);
    }
}
