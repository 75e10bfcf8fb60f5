package info.sopranoexch.starter.health;

import info.sopranoexch.starter.lag.ConsumerLag;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;

/** The components {@code consumers}, {@code kafka} and {@code registry} of a service's health. */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(KafkaTemplate.class)
class HealthConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("consumers")
    ConsumersHealthIndicator consumersHealthIndicator(KafkaListenerEndpointRegistry containers, ConsumerLag lag) {
        return new ConsumersHealthIndicator(containers, lag);
    }

    /** Reports the state of the last measurement of consumer lag; unknown before the first one. */
    @Bean
    @ConditionalOnEnabledHealthIndicator("kafka")
    HealthIndicator kafkaHealthIndicator(ConsumerLag lag) {
        return () -> switch (lag.brokers()) {
            case NOT_CHECKED -> Health.unknown().build();
            case REACHABLE -> Health.up().build();
            case UNREACHABLE ->
                Health.down().withDetail("reason", "the brokers do not respond").build();
        };
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("registry")
    RegistryHealthIndicator registryHealthIndicator(KafkaProperties kafka) {
        Map<String, String> properties = kafka.getProperties();
        return new RegistryHealthIndicator(
                properties.getOrDefault("schema.registry.url", ""), properties.get("basic.auth.user.info"));
    }
}
