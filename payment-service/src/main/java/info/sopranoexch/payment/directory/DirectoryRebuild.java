package info.sopranoexch.payment.directory;

import info.sopranoexch.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes all merchants and API keys again if a directory topic was never written, for example after Kafka lost
 * all data. Consumers ignore versions that they have, so an entry may be published twice.
 */
@Component
class DirectoryRebuild {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRebuild.class);
    private static final List<TopicPartition> FIRST_PARTITIONS = List.of(
            new TopicPartition(Topics.DIRECTORY_MERCHANTS, 0), new TopicPartition(Topics.DIRECTORY_API_KEYS, 0));

    private final List<DirectorySource> sources;
    private final ConsumerFactory<?, ?> consumers;
    private final DirectoryProperties properties;

    DirectoryRebuild(List<DirectorySource> sources, ConsumerFactory<?, ?> consumers, DirectoryProperties properties) {
        this.sources = sources;
        this.consumers = consumers;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 30_000)
    void check() {
        if (!properties.watch()) {
            return;
        }
        try {
            runOnce();
        } catch (RuntimeException e) {
            log.warn("could not check the directory topics: {}", e.toString());
        }
    }

    /** @return number of published entries; 0 if no topic is empty */
    long runOnce() {
        if (!isAnyTopicEmpty()) {
            return 0;
        }
        long published =
                sources.stream().mapToLong(DirectorySource::republishAll).sum();
        if (published > 0) {
            log.warn("published the directory again because a topic was empty entries={}", published);
        }
        return published;
    }

    private boolean isAnyTopicEmpty() {
        try (Consumer<?, ?> consumer = consumers.createConsumer()) {
            return consumer.endOffsets(FIRST_PARTITIONS, properties.timeout()).containsValue(0L);
        }
    }
}
