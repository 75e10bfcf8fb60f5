package info.sopranoexch.provider.kafka;

import info.sopranoexch.schemas.serde.AvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.LoggingProducerListener;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final long PAUSE_MILLIS = 20;

    @Bean
    ProducerFactory<String, SpecificRecord> recordProducers(KafkaProperties properties) {
        Map<String, Object> settings = properties.buildProducerProperties();
        settings.put("value.serializer", AvroSerializer.class);
        return new DefaultKafkaProducerFactory<>(settings);
    }

    @Bean
    KafkaTemplate<String, SpecificRecord> recordTemplate(ProducerFactory<String, SpecificRecord> recordProducers) {
        var template = new KafkaTemplate<>(recordProducers);
        // Record contents are never logged.
        var listener = new LoggingProducerListener<String, SpecificRecord>();
        listener.setIncludeContents(false);
        template.setProducerListener(listener);
        return template;
    }

    /**
     * Breathes for 20 ms after each poll, for a topic of which most records are not for us: those that come meanwhile are
     * read together.
     */
    @Bean
    ContainerPostProcessor<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> unhurried() {
        return container -> container.getContainerProperties().setIdleBetweenPolls(PAUSE_MILLIS);
    }
}
