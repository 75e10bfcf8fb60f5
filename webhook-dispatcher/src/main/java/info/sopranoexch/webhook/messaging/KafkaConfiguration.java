package info.sopranoexch.webhook.messaging;

import info.sopranoexch.schemas.serde.AvroSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Producers carry bytes; the serializer is called where a record is written. */
@Configuration
class KafkaConfiguration {
    @Bean
    AvroSerializer avroSerializer(KafkaProperties kafka) {
        AvroSerializer serializer = new AvroSerializer();
        serializer.configure(kafka.getProperties(), false);
        return serializer;
    }
}
