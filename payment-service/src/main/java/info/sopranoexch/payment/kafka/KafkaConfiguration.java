package info.sopranoexch.payment.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 10_000;

    /** Milliseconds: what all our records and JSON carry, so that what is read back equals what was written. */
    @Bean
    InstantSource clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    ProducerFactory<byte[], byte[]> producerFactory(KafkaProperties properties) {
        return new DefaultKafkaProducerFactory<>(properties.buildProducerProperties());
    }

    @Bean
    KafkaTemplate<byte[], byte[]> kafkaTemplate(ProducerFactory<byte[], byte[]> factory) {
        return new KafkaTemplate<>(factory);
    }

    @Bean(destroyMethod = "close")
    AvroCodec avroCodec(KafkaProperties properties) {
        Map<String, Object> settings = properties.buildConsumerProperties();
        settings.put("specific.avro.reader", "true");
        var serializer = new AvroSerializer();
        serializer.configure(settings, false);
        var deserializer = new AvroDeserializer();
        deserializer.configure(settings, false);
        return new AvroCodec(serializer, deserializer);
    }

    /**
     * What a listener throws is trouble of the database, Kafka or the registry, never of a record (that one is set aside):
     * the same batch again, for as long as it takes.
     */
    @Bean
    CommonErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(FIRST_RETRY_MILLIS, 2);
        backOff.setMaxInterval(LAST_RETRY_MILLIS);
        return new DefaultErrorHandler(backOff);
    }

    /**
     * Offsets are committed without waiting, and a few times a second rather than after every poll: what is delivered
     * again finds itself applied. Polling threads are the platform's: there are a handful of them and they block all the
     * time, and each wait of a virtual thread costs two more switches than theirs.
     */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> polling() {
        return container -> {
            ContainerProperties properties = container.getContainerProperties();
            properties.setSyncCommits(false);
            properties.setMissingTopicsFatal(false);
            properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("poll-"));
        };
    }
}
