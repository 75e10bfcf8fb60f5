package info.sopranoexch.payment.directory;

import info.sopranoexch.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
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
    private final KafkaProperties kafka;
    private final DirectoryProperties properties;

    DirectoryRebuild(List<DirectorySource> sources, KafkaProperties kafka, DirectoryProperties properties) {
        this.sources = sources;
        this.kafka = kafka;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 30_000)
    void check() {
        if (!properties.watch()) {
            return;
        }
        try {
            runOnce();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("could not check the directory topics: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return number of published entries; 0 if no topic is empty */
    long runOnce() throws ExecutionException, InterruptedException, TimeoutException {
        if (endOffsets().values().stream().noneMatch(end -> end == 0)) {
            return 0;
        }
        long published =
                sources.stream().mapToLong(DirectorySource::republishAll).sum();
        if (published > 0) {
            log.warn("published the directory again because a topic was empty entries={}", published);
        }
        return published;
    }

    private Map<TopicPartition, Long> endOffsets() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(kafka.buildAdminProperties())) {
            return admin
                    .listOffsets(FIRST_PARTITIONS.stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }
}
