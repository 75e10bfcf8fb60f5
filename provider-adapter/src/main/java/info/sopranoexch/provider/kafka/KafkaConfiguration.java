package info.sopranoexch.provider.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 20;

    @Bean
    ProducerFactory<String, SpecificRecord> recordProducers(KafkaProperties properties) {
        Map<String, Object> settings = properties.buildProducerProperties();
        settings.put("value.serializer", AvroSerializer.class);
        return new DefaultKafkaProducerFactory<>(settings);
    }

    @Bean
    ProducerFactory<byte[], byte[]> deadLetterProducers(KafkaProperties properties) {
        Map<String, Object> settings = properties.buildProducerProperties();
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        return new DefaultKafkaProducerFactory<>(settings);
    }

    @Bean
    KafkaTemplate<String, SpecificRecord> recordTemplate(ProducerFactory<String, SpecificRecord> recordProducers) {
        return quiet(new KafkaTemplate<>(recordProducers));
    }

    @Bean
    KafkaTemplate<byte[], byte[]> deadLetterTemplate(ProducerFactory<byte[], byte[]> deadLetterProducers) {
        return quiet(new KafkaTemplate<>(deadLetterProducers));
    }

    /** What a record says is nobody's business who reads the log. */
    private static <K, V> KafkaTemplate<K, V> quiet(KafkaTemplate<K, V> template) {
        var listener = new LoggingProducerListener<K, V>();
        listener.setIncludeContents(false);
        template.setProducerListener(listener);
        return template;
    }

    @Bean(destroyMethod = "close")
    AvroDeserializer avroDeserializer(KafkaProperties properties) {
        Map<String, Object> settings = properties.buildConsumerProperties();
        settings.put("specific.avro.reader", "true");
        var deserializer = new AvroDeserializer();
        deserializer.configure(settings, false);
        return deserializer;
    }

    /**
     * What a listener throws is trouble of Kafka or the registry, never of the record (that one is set aside): the record
     * that it names and those after it again, for as long as it takes.
     */
    @Bean
    CommonErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(FIRST_RETRY_MILLIS, 2);
        backOff.setMaxInterval(LAST_RETRY_MILLIS);
        return new DefaultErrorHandler(backOff);
    }

    /**
     * Offsets are committed without waiting, and a few times a second rather than after every poll: what is delivered
     * again finds itself answered. Polling threads are the platform's: there are a handful of them and they block all the
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

    /**
     * Breathes for 20 ms after each poll, for a topic of which most records are not for us: those that come meanwhile are
     * read together.
     */
    @Bean
    ContainerPostProcessor<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> unhurried() {
        return container -> container.getContainerProperties().setIdleBetweenPolls(PAUSE_MILLIS);
    }
}
