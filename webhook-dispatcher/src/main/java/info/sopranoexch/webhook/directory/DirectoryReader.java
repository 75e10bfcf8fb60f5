package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.webhook.messaging.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the whole directory topic into memory at start, and what comes after. It starts before any event is ingested and
 * lets the start go on only when it has caught up, so an event of a merchant that is known is never taken for one that
 * is not. Every instance reads all partitions, without a group.
 */
@Component
class DirectoryReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DirectoryReader.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration KAFKA_DEADLINE = Duration.ofSeconds(10);
    private static final long BACKOFF_MILLIS = 1_000;
    private static final long STOP_MILLIS = 2_000;

    private final ConsumerFactory<String, byte[]> consumers;
    private final AvroDeserializer avro;
    private final DirectoryUpdate update;
    private final DeadLetters deadLetters;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile boolean reading;

    DirectoryReader(
            ConsumerFactory<String, byte[]> consumers,
            AvroDeserializer avro,
            DirectoryUpdate update,
            DeadLetters deadLetters) {
        this.consumers = consumers;
        this.avro = avro;
        this.update = update;
        this.deadLetters = deadLetters;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("directory-reader").daemon().start(this::run);
        try {
            if (!caughtUp.await(CATCH_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(Topics.DIRECTORY_MERCHANTS + " was not read in " + CATCH_UP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the directory", e);
        }
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> consumer = consumers.createConsumer(null, "directory", null, settings())) {
                read(consumer);
            } catch (RuntimeException e) {
                reading = false;
                if (!running) {
                    return;
                }
                // Read again from the beginning: versions make that harmless.
                log.warn("The directory cannot be read, trying again: {}", e.toString());
                pause();
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DIRECTORY_MERCHANTS, KAFKA_DEADLINE).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + Topics.DIRECTORY_MERCHANTS);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, KAFKA_DEADLINE);
        reading = true;
        while (running) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                apply(records);
            }
            if (caughtUp.getCount() > 0 && ends.entrySet().stream().allMatch(e -> reached(consumer, e))) {
                caughtUp.countDown();
            }
        }
    }

    /** False while the topic cannot be read: what is known may be old then. */
    boolean isReading() {
        return reading;
    }

    /** True once all that stood in the topic at the start has been read. */
    boolean isLoaded() {
        return caughtUp.getCount() == 0;
    }

    private static boolean reached(Consumer<?, ?> consumer, Map.Entry<TopicPartition, Long> end) {
        return consumer.position(end.getKey(), KAFKA_DEADLINE) >= end.getValue();
    }

    private void apply(ConsumerRecords<String, byte[]> records) {
        List<info.sopranoexch.schemas.avro.Merchant> changed = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                if (record.value() == null) {
                    gone.add(Long.parseLong(record.key()));
                } else if (avro.deserialize(record.topic(), record.value())
                        instanceof info.sopranoexch.schemas.avro.Merchant merchant) {
                    changed.add(merchant);
                }
            } catch (RegistryUnavailableException e) {
                throw e;
            } catch (SerializationException | NumberFormatException e) {
                deadLetters.setAside(record, "undeserializable", e);
            }
        }
        update.apply(changed, gone);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", "500");
        return settings;
    }

    private void pause() {
        try {
            Thread.sleep(BACKOFF_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        Thread reader = thread;
        if (reader == null) {
            return;
        }
        try {
            // It looks at the flag after each poll; only what hangs is interrupted.
            reader.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the database has its partitions, before lanes and listeners. */
    @Override
    public int getPhase() {
        return 20;
    }
}
