package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.UnknownSchemaException;
import info.sopranoexch.starter.kafka.HeldRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the whole directory topic into memory at start, and every later change. The start of the service waits here, before
 * any event is ingested, until the directory is complete: an event of an existing merchant is never routed by a partial
 * directory. Every instance reads all partitions, without a group.
 *
 * <p>A record that cannot be read for now makes the directory incomplete. A record whose bytes are at fault is counted and
 * skipped: it stays in the compacted topic, and every start would dead-letter it again.
 */
@Component
class DirectoryReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DirectoryReader.class);
    private static final Duration REPORT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration KAFKA_DEADLINE = Duration.ofSeconds(10);
    private static final long BACKOFF_MILLIS = 1_000;
    private static final long STOP_MILLIS = 2_000;

    /** What a record says: a merchant, or that the merchant is gone. */
    private record Change(long merchantId, @Nullable Merchant merchant) {}

    private final ConsumerFactory<String, byte[]> consumers;
    private final AvroDeserializer avro;
    private final MerchantMapper mapper;
    private final DirectoryUpdate update;
    private final DirectoryMetrics metrics;
    private final HeldRecords<String, byte[]> held = new HeldRecords<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private @Nullable Thread thread;
    private long reportedAtNanos;
    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable String failure;

    DirectoryReader(
            ConsumerFactory<String, byte[]> consumers,
            AvroDeserializer avro,
            MerchantMapper mapper,
            DirectoryUpdate update,
            DirectoryMetrics metrics) {
        this.consumers = consumers;
        this.avro = avro;
        this.mapper = mapper;
        this.update = update;
        this.metrics = metrics;
        metrics.watch(this::isCurrent);
    }

    @Override
    public void start() {
        running = true;
        reportedAtNanos = System.nanoTime();
        thread = Thread.ofPlatform().name("directory-reader").daemon().start(this::run);
        try {
            // Without a limit: Spring interrupts a start that waits like this, and no other, when the process is to
            // end.
            complete.await();
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
                caughtUp = false;
                if (!running) {
                    return;
                }
                // Read again from the beginning: versions make that harmless.
                if (failure == null) {
                    log.warn("The directory cannot be read, it is read again until it can: {}", e.toString());
                }
                failure = e.toString();
                reportWaiting();
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
        held.clear();
        while (running) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                apply(records);
            }
            held.retry(this::retry);
            if (!caughtUp && ends.entrySet().stream().allMatch(e -> reached(consumer, e))) {
                caughtUp = true;
                failure = null;
            }
            if (isCurrent()) {
                complete.countDown();
            }
            reportWaiting();
        }
    }

    private void reportWaiting() {
        if (complete.getCount() > 0 && System.nanoTime() - reportedAtNanos > REPORT.toNanos()) {
            reportedAtNanos = System.nanoTime();
            log.warn("The start waits for {}: {}", Topics.DIRECTORY_MERCHANTS, reason());
        }
    }

    /** False while the topic, or a record of it, cannot be read: what is known is incomplete or old. */
    boolean isCurrent() {
        return caughtUp && held.isEmpty();
    }

    /** Why it is not current. */
    String reason() {
        String known = failure == null ? held.reason() : failure;
        return known == null ? "it is being read" : known;
    }

    private static boolean reached(Consumer<?, ?> consumer, Map.Entry<TopicPartition, Long> end) {
        return consumer.position(end.getKey(), KAFKA_DEADLINE) >= end.getValue();
    }

    private void apply(ConsumerRecords<String, byte[]> records) {
        var changes = new ArrayList<Change>();
        for (ConsumerRecord<String, byte[]> record : records) {
            held.supersede(record);
            try {
                changes.add(change(record));
            } catch (UnknownSchemaException | UndecryptableException e) {
                hold(record, e);
            } catch (MalformedRecordException | NumberFormatException e) {
                metrics.unreadable();
                log.error("Skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.toString());
            }
        }
        apply(changes);
    }

    private void hold(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
        if (held.isEmpty()) {
            log.error("The directory is incomplete: {}", reason.getMessage());
        }
        held.hold(record, String.valueOf(reason.getMessage()));
    }

    private @Nullable String retry(ConsumerRecord<String, byte[]> record) {
        try {
            apply(List.of(change(record)));
            return null;
        } catch (UnknownSchemaException | UndecryptableException e) {
            return e.getMessage();
        }
    }

    private Change change(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return new Change(Long.parseLong(record.key()), null);
        }
        if (avro.deserialize(record.topic(), record.value())
                instanceof info.sopranoexch.schemas.avro.Merchant merchant) {
            return new Change(merchant.getMerchantId(), mapper.map(merchant));
        }
        throw new MalformedRecordException("not a merchant");
    }

    private void apply(List<Change> changes) {
        var merchants = new ArrayList<Merchant>();
        var gone = new ArrayList<Long>();
        for (Change change : changes) {
            Merchant merchant = change.merchant();
            if (merchant == null) {
                gone.add(change.merchantId());
            } else {
                merchants.add(merchant);
            }
        }
        update.apply(merchants, gone);
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

    /** After the database has its partitions, before endpoint queues and listeners. */
    @Override
    public int getPhase() {
        return 20;
    }
}
