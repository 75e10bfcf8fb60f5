package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {
    /** After the database has its partitions, before the scheduler and the listeners. */
    private static final int PHASE = 20;

    /**
     * The start of the service waits until the directory is complete: an event of an existing merchant is never routed by a
     * partial directory.
     */
    @Bean
    CompactedTopicReader<DirectoryUpdate.Change> directoryReader(
            KafkaProperties kafka, AvroDeserializer deserializer, DirectoryUpdate update, MeterRegistry meters) {
        var options = new CompactedTopicReader.Options(List.of(Topics.DIRECTORY_MERCHANTS), true, PHASE);
        return new CompactedTopicReader<>(options, kafka, deserializer, update, meters);
    }

    /** Down, with the reason, while a record of the directory cannot be read or decrypted. */
    @Bean
    HealthIndicator directoryHealthIndicator(CompactedTopicReader<?> reader) {
        return () -> reader.isCurrent()
                ? Health.up().build()
                : Health.down().withDetail("reason", reader.reason()).build();
    }
}
