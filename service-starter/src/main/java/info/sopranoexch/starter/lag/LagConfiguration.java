package info.sopranoexch.starter.lag;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Measures the lag of the groups of all listener containers. */
@AutoConfiguration
@ConditionalOnClass(KafkaTemplate.class)
@EnableConfigurationProperties(LagProperties.class)
class LagConfiguration {

    @Bean
    ConsumerLag consumerLag(
            ObjectProvider<KafkaListenerEndpointRegistry> containers,
            KafkaProperties kafka,
            LagProperties properties,
            MeterRegistry meters) {
        return new ConsumerLag(
                () -> topics(containers), () -> Admin.create(kafka.buildAdminProperties()), properties, meters);
    }

    private static Map<String, Set<String>> topics(ObjectProvider<KafkaListenerEndpointRegistry> containers) {
        Map<String, Set<String>> topics = new TreeMap<>();
        containers.stream()
                .flatMap(registry -> registry.getListenerContainers().stream())
                .forEach(container -> read(container, topics));
        return topics;
    }

    private static void read(MessageListenerContainer container, Map<String, Set<String>> topics) {
        String group = container.getGroupId();
        String[] read = container.getContainerProperties().getTopics();
        if (group != null && read != null) {
            topics.computeIfAbsent(group, _ -> new TreeSet<>()).addAll(Set.of(read));
        }
    }
}
