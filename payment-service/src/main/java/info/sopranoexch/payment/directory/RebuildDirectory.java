package info.sopranoexch.payment.directory;

import info.sopranoexch.payment.apikeys.RepublishApiKeys;
import info.sopranoexch.payment.merchants.RepublishMerchants;
import info.sopranoexch.schemas.Topics;
import java.time.Duration;
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
 * Writes every merchant and key to the directory topics again when nothing was ever written to one of them, which is how they
 * look after Kafka has lost its data and was set up anew. Readers drop versions that they have seen, so a directory that is
 * told twice is no harm.
 */
@Component
class RebuildDirectory {
    private static final Logger log = LoggerFactory.getLogger(RebuildDirectory.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<TopicPartition> FIRST_PARTITIONS = List.of(
            new TopicPartition(Topics.DIRECTORY_MERCHANTS, 0), new TopicPartition(Topics.DIRECTORY_API_KEYS, 0));

    private final RepublishMerchants merchants;
    private final RepublishApiKeys apiKeys;
    private final KafkaProperties kafka;
    private final DirectoryProperties properties;

    RebuildDirectory(
            RepublishMerchants merchants,
            RepublishApiKeys apiKeys,
            KafkaProperties kafka,
            DirectoryProperties properties) {
        this.merchants = merchants;
        this.apiKeys = apiKeys;
        this.kafka = kafka;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 30_000)
    void tick() {
        if (!properties.watch()) {
            return;
        }
        try {
            runOnce();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("the directory topics were not looked at this time: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how many records were written; 0 when the topics are as they should be */
    long runOnce() throws ExecutionException, InterruptedException, TimeoutException {
        if (ends().values().stream().noneMatch(end -> end == 0)) {
            return 0;
        }
        long written = merchants.all() + apiKeys.all();
        if (written > 0) {
            log.warn("a directory topic was empty: {} merchants and keys are written to them again", written);
        }
        return written;
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(kafka.buildAdminProperties())) {
            return admin
                    .listOffsets(FIRST_PARTITIONS.stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }
}
