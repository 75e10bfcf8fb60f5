package info.sopranoexch.provider.kafka;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final long PAUSE_MILLIS = 20;

    /**
     * Breathes for 20 ms after each poll, for a topic of which most records are not for us: those that come meanwhile are
     * read together.
     */
    @Bean
    ContainerPostProcessor<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> unhurried() {
        return container -> container.getContainerProperties().setIdleBetweenPolls(PAUSE_MILLIS);
    }
}
