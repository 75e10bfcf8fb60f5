package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.LoggingProducerListener;

/**
 * The producer of a service with batch listeners, and the conversion of its records. Keys and values are bytes: a record is
 * converted where it is written, so that a failure of the registry is an exception of the writer.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnProperty(name = "spring.kafka.listener.type", havingValue = "batch")
class ProducersConfiguration {
    /** Beyond {@code delivery.timeout.ms}, after which the producer itself reports a failure. */
    private static final Duration EXTRA_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ProducerFactory<byte[], byte[]> producerFactory(KafkaProperties kafka) {
        return new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Record contents are never logged. */
    @Bean
    KafkaTemplate<byte[], byte[]> kafkaTemplate(ProducerFactory<byte[], byte[]> factory) {
        var template = new KafkaTemplate<>(factory);
        var listener = new LoggingProducerListener<byte[], byte[]>();
        listener.setIncludeContents(false);
        template.setProducerListener(listener);
        return template;
    }

    @Bean
    RecordSender recordSender(KafkaTemplate<byte[], byte[]> template, KafkaProperties kafka) {
        Object timeout = kafka.buildProducerProperties().get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        if (timeout == null) {
            throw new IllegalStateException("spring.kafka.producer.properties.delivery.timeout.ms is not set");
        }
        return new RecordSender(
                template, Duration.ofMillis(Long.parseLong(timeout.toString())).plus(EXTRA_TIMEOUT));
    }

    @Bean(destroyMethod = "close")
    AvroDeserializer avroDeserializer(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.put("specific.avro.reader", "true");
        var deserializer = new AvroDeserializer();
        deserializer.configure(settings, false);
        return deserializer;
    }

    @Bean(destroyMethod = "close")
    AvroCodec avroCodec(KafkaProperties kafka, AvroDeserializer deserializer) {
        var serializer = new AvroSerializer();
        serializer.configure(kafka.buildProducerProperties(), false);
        return new AvroCodec(serializer, deserializer);
    }
}
