package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Error handling, health and metrics of batch listeners. */
@AutoConfiguration
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnProperty(name = "spring.kafka.listener.type", havingValue = "batch")
@EnableConfigurationProperties(ConsumerRetryProperties.class)
class ConsumersConfiguration {
    /** Pause between two attempts of a consumer whose credentials or permissions the brokers reject. */
    private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(3);

    @Bean
    DeadLetterPublisher deadLetterPublisher(RecordSender sender, InstantSource clock, MeterRegistry meters) {
        return new DeadLetterPublisher(sender, clock, meters);
    }

    @Bean
    RecordReader recordReader(AvroDeserializer deserializer, DeadLetterPublisher deadLetters) {
        return new RecordReader(deserializer, deadLetters);
    }

    @Bean
    ConsumerOutages consumerOutages(InstantSource clock) {
        return new ConsumerOutages(clock);
    }

    @Bean
    CommonErrorHandler retryUntilRecovered(ConsumerRetryProperties properties, ConsumerOutages outages) {
        return new RetryUntilRecovered(properties, outages);
    }

    /** Ends the outage of a consumer whose batch succeeds at the first attempt. */
    @Bean
    BatchInterceptor<Object, Object> successInterceptor(ConsumerOutages outages) {
        return new BatchInterceptor<>() {
            @Override
            public ConsumerRecords<Object, Object> intercept(
                    ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                return records;
            }

            @Override
            public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                outages.recovered();
            }
        };
    }

    /** Protected by the internal token. */
    @Bean
    WaitingConsumersController waitingConsumersController(ConsumerOutages outages, RecordReader reader) {
        return new WaitingConsumersController(outages, reader);
    }

    /** Down while a consumer of this instance waits for a dependency, with the reason. */
    @Bean
    HealthIndicator dependenciesHealthIndicator(ConsumerOutages outages) {
        return () -> {
            List<ConsumerOutage> waiting = outages.current();
            Health.Builder health = waiting.isEmpty() ? Health.up() : Health.down();
            waiting.forEach(outage -> health.withDetail(
                    outage.group(),
                    "waits for " + outage.dependency().code() + " since " + outage.since() + ": " + outage.reason()));
            return health.build();
        };
    }

    /**
     * Offsets are committed asynchronously and a few times a second rather than after every poll: a redelivered record is
     * found to be applied. Polling threads are platform threads: they are few and block most of the time, and each wait of a
     * virtual thread costs two more context switches.
     *
     * <p>Without a retry interval, a container stops forever if the brokers reject its credentials or permissions.
     */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> polling() {
        return container -> {
            ContainerProperties properties = container.getContainerProperties();
            properties.setSyncCommits(false);
            properties.setMissingTopicsFatal(false);
            properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY);
            properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("poll-"));
        };
    }

    /** Rejected credentials and permissions never reach the error handler: the container reports them by events. */
    @Bean
    ApplicationListener<ConsumerRetryAuthEvent> refusedByBrokers(ConsumerOutages outages) {
        return event -> outages.failed(
                String.valueOf(
                        event.getContainer(MessageListenerContainer.class).getGroupId()),
                new KafkaException("the brokers rejected the credentials or permissions: " + event.getReason()));
    }

    @Bean
    ApplicationListener<ConsumerRetryAuthSuccessfulEvent> acceptedByBrokers(ConsumerOutages outages) {
        return _ -> outages.recovered();
    }

    /** The meters of the groups and topics that this service reads, which are known once it has started. */
    @Bean
    ApplicationListener<ApplicationStartedEvent> consumerMeters(
            KafkaListenerEndpointRegistry containers,
            ConsumerOutages outages,
            DeadLetterPublisher deadLetters,
            MeterRegistry meters) {
        return _ -> containers.getListenerContainers().forEach(container -> {
            register(container, outages, meters);
            String[] topics = container.getContainerProperties().getTopics();
            deadLetters.register(topics == null ? Set.of() : Set.of(topics));
        });
    }

    private static void register(MessageListenerContainer container, ConsumerOutages outages, MeterRegistry meters) {
        String group = String.valueOf(container.getGroupId());
        for (Dependency dependency : Dependency.values()) {
            TimeGauge.builder(
                            "soprano.consumer.waiting",
                            outages,
                            TimeUnit.MILLISECONDS,
                            all -> all.waitingMillis(group, dependency))
                    .description("for how long a consumer of the group has waited for a dependency")
                    .tags("group", group, "dependency", dependency.code())
                    .register(meters);
        }
    }
}
