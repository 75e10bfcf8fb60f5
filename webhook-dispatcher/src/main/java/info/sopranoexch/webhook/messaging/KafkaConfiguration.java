package info.sopranoexch.webhook.messaging;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Consumers and producers carry bytes; the serde is called where a record is read or written. So a registry that does
 * not answer (try again) and bytes that are at fault (set aside) are told apart in plain sight.
 */
@Configuration
class KafkaConfiguration {
    @Bean
    AvroDeserializer avroDeserializer(KafkaProperties kafka) {
        AvroDeserializer deserializer = new AvroDeserializer();
        Map<String, Object> settings = new HashMap<>(kafka.getProperties());
        settings.put("specific.avro.reader", "true");
        deserializer.configure(settings, false);
        return deserializer;
    }

    @Bean
    AvroSerializer avroSerializer(KafkaProperties kafka) {
        AvroSerializer serializer = new AvroSerializer();
        serializer.configure(kafka.getProperties(), false);
        return serializer;
    }

    /** What a listener throws is transient by contract, poison being set aside by itself: the same batch again, for ever. */
    @Bean
    CommonErrorHandler retryForEver() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000);
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    /**
     * Offsets are committed without waiting, and a few times a second rather than after every poll: what is delivered
     * again finds itself seen. Polling threads are the platform's: there are a handful of them and they block all the
     * time, and each wait of a virtual thread costs two more switches than theirs.
     */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> polling() {
        return container -> {
            ContainerProperties properties = container.getContainerProperties();
            properties.setSyncCommits(false);
            properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("poll-"));
        };
    }
}
