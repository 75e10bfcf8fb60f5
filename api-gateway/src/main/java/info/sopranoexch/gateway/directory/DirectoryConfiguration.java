package info.sopranoexch.gateway.directory;

import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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
}
