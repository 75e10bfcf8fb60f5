package info.sopranoexch.gateway.directory;

import info.sopranoexch.gateway.kafka.ConsumerLagGauge;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.IntSupplier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {
    private static final List<String> TOPICS = List.of(Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);

    /** Starts before the web server and stops after it. The readiness check waits until the directory is complete. */
    private static final int PHASE = 0;

    @Bean
    CompactedTopicReader<?> directoryReader(
            KafkaProperties kafka, KafkaClients clients, DirectoryUpdates updates, MeterRegistry meters) {
        var options = new CompactedTopicReader.Options(TOPICS, false, PHASE);
        return new CompactedTopicReader<>(options, kafka, clients.avroDeserializer(), updates, meters);
    }

    @Bean
    MeterBinder directoryMeters(
            ApiKeyDirectory keys, MerchantDirectory merchants, CompactedTopicReader<?> directoryReader) {
        return meters -> {
            registerEntries("api_keys", keys::size, meters);
            registerEntries("merchants", merchants::size, meters);
            ConsumerLagGauge.register("directory", directoryReader::lag, meters);
        };
    }

    private static void registerEntries(String directory, IntSupplier size, MeterRegistry meters) {
        Gauge.builder("soprano.gateway.directory.entries", size, IntSupplier::getAsInt)
                .description("entries of a directory topic in memory")
                .tag("directory", directory)
                .strongReference(true)
                .register(meters);
    }
}
