package info.sopranoexch.payment.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
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
    AvroCodec avroCodec(KafkaProperties properties, AvroDeserializer deserializer) {
        var serializer = new AvroSerializer();
        serializer.configure(properties.buildProducerProperties(), false);
        return new AvroCodec(serializer, deserializer);
    }
}
