package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.schemas.serde.UnknownSchemaException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;

/**
 * Reads compacted topics into memory from the beginning, and then every later change. Each instance reads all partitions,
 * without a consumer group. After a failure it reads from the beginning again; the handler ignores older versions.
 *
 * <p>A record that cannot be applied for now is held and retried, and the topics are not current while one is held. A record
 * whose bytes are at fault is counted and skipped. It is not dead-lettered, because it stays in the compacted topic and every
 * start of every instance would dead-letter it again.
 *
 * @param <C> a change that the service applies
 */
public final class CompactedTopicReader<C> implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CompactedTopicReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    /** Part of the heap, for each consumer and broker. */
    private static final int FETCH_MAX_BYTES = 8 * 1024 * 1024;

    private static final String UNREADABLE = "soprano.directory.unreadable";

    /** Applies the records of the topics. Called by one thread. */
    public interface Handler<C> {
        /**
         * Maps a record.
         *
         * @param value null if the key was deleted
         * @throws NotApplicableYetException if the record can be applied later
         * @throws RuntimeException if the record's values are at fault
         */
        C map(String topic, String key, @Nullable IndexedRecord value);

        /** Applies changes in the order of their records. */
        void apply(List<C> changes);
    }

    /** A record cannot be applied for now, although its bytes are valid. */
    public static class NotApplicableYetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotApplicableYetException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * How a service reads.
     *
     * @param blockStart whether the start of the service waits until everything is read
     * @param phase of {@link SmartLifecycle}
     */
    public record Options(List<String> topics, boolean blockStart, int phase) {}

    private final Options options;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Deserializer<IndexedRecord> deserializer;
    private final Handler<C> handler;
    private final MeterRegistry meters;
    private final UnappliedRecords held = new UnappliedRecords();
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile CountDownLatch stopping = new CountDownLatch(0);
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private volatile boolean caughtUp;
    private volatile @Nullable String failure;
    private @Nullable Thread thread;
    private long reportedAtNanos;

    public CompactedTopicReader(
            Options options,
            KafkaProperties kafka,
            Deserializer<IndexedRecord> deserializer,
            Handler<C> handler,
            MeterRegistry meters) {
        this(options, () -> consumer(kafka), deserializer, handler, meters);
    }

    CompactedTopicReader(
            Options options,
            Supplier<Consumer<String, byte[]>> consumers,
            Deserializer<IndexedRecord> deserializer,
            Handler<C> handler,
            MeterRegistry meters) {
        this.options = options;
        this.consumers = consumers;
        this.deserializer = deserializer;
        this.handler = handler;
        this.meters = meters;
        // Registered at 0: Prometheus sees no increase in a series that begins with 1.
        options.topics().forEach(topic -> meters.counter(UNREADABLE, "topic", topic));
        Gauge.builder("soprano.directory.current", this, reader -> reader.isCurrent() ? 1 : 0)
                .description("1 if every record of the directory topics is applied, 0 if one cannot be read for now")
                .register(meters);
    }

    private static Consumer<String, byte[]> consumer(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // A topic that was created again is shorter than the last position in the old one.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * True once every record that the topics held at the start is applied. It stays true during a later outage: known entries
     * remain valid.
     */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** False while a topic or a record cannot be read: an entry that is not in memory may exist. */
    public boolean isCurrent() {
        return caughtUp && held.isEmpty();
    }

    /** The reason why the topics are not current, without internal details. */
    public String reason() {
        String known = failure == null ? held.reason() : failure;
        return known == null ? "it is being read" : known;
    }

    /** Unread records of the partition that is furthest behind; NaN while nothing is read. */
    public double lag() {
        Consumer<String, byte[]> reading = consumer;
        // Other threads may read the consumer's metrics, and nothing else of it.
        return reading == null
                ? Double.NaN
                : reading.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals("records-lag-max"))
                        .map(metric -> metric.metricValue())
                        .filter(value -> value instanceof Double number && !number.isNaN())
                        .mapToDouble(value -> (Double) value)
                        .max()
                        .orElse(0);
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        reportedAtNanos = System.nanoTime();
        thread = Thread.ofPlatform().name("directory-reader").daemon().start(this::run);
        if (!options.blockStart()) {
            return;
        }
        try {
            // No timeout: Spring interrupts this wait when the process is to end.
            complete.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the directory", e);
        }
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void run() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (isRunning()) {
            try (Consumer<String, byte[]> opened = consumers.get()) {
                consumer = opened;
                Map<TopicPartition, Long> ends = seekToBeginning(opened);
                while (isRunning()) {
                    poll(opened, ends);
                    pauseMillis = FIRST_PAUSE_MILLIS;
                }
            } catch (WakeupException e) {
                log.debug("stopping");
            } catch (RuntimeException e) {
                failed(e);
                pause(pauseMillis);
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            } finally {
                consumer = null;
                caughtUp = false;
            }
        }
    }

    private Map<TopicPartition, Long> seekToBeginning(Consumer<String, byte[]> opened) {
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : options.topics()) {
            List<PartitionInfo> found = opened.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("there is no topic " + topic);
            }
            found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        held.clear();
        return opened.endOffsets(partitions);
    }

    private void poll(Consumer<String, byte[]> opened, Map<TopicPartition, Long> ends) {
        ConsumerRecords<String, byte[]> records = opened.poll(POLL_TIMEOUT);
        var changes = new ArrayList<C>();
        for (ConsumerRecord<String, byte[]> record : records) {
            held.supersede(record);
            String missing = map(record, changes);
            if (missing != null) {
                hold(record, missing);
            }
        }
        if (!changes.isEmpty()) {
            handler.apply(changes);
        }
        held.retry(this::retry);
        if (!caughtUp && ends.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
            caughtUp = true;
            failure = null;
        }
        if (isCurrent()) {
            complete.countDown();
        }
        reportWaiting();
    }

    private void hold(ConsumerRecord<String, byte[]> record, String missing) {
        if (held.isEmpty()) {
            log.error("The directory is incomplete: {}", missing);
        }
        held.hold(record, missing);
    }

    private @Nullable String retry(ConsumerRecord<String, byte[]> record) {
        var changes = new ArrayList<C>();
        String missing = map(record, changes);
        if (missing == null && !changes.isEmpty()) {
            handler.apply(changes);
        }
        return missing;
    }

    /**
     * Adds the change of a record, or skips the record if its bytes are at fault.
     *
     * @return the reason why the record cannot be applied for now; null if it was added or skipped
     */
    private @Nullable String map(ConsumerRecord<String, byte[]> record, List<C> changes) {
        try {
            if (record.key() == null) {
                throw new MalformedRecordException("no key");
            }
            changes.add(handler.map(
                    record.topic(), record.key(), deserializer.deserialize(record.topic(), record.value())));
            return null;
        } catch (UnknownSchemaException | NotApplicableYetException e) {
            return String.valueOf(e.getMessage());
        } catch (RegistryUnavailableException | RegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            meters.counter(UNREADABLE, "topic", record.topic()).increment();
            log.error("skipped {}: {}", RecordPosition.of(record), e.toString());
            return null;
        }
    }

    private void failed(RuntimeException e) {
        if (failure == null) {
            log.warn("The directory cannot be read and is retried: {}", e.toString());
        }
        failure = e instanceof RegistryUnavailableException
                ? String.valueOf(e.getMessage())
                : "the topics cannot be read from Kafka";
        reportWaiting();
    }

    private void reportWaiting() {
        if (!isComplete() && System.nanoTime() - reportedAtNanos > REPORT_INTERVAL.toNanos()) {
            reportedAtNanos = System.nanoTime();
            log.warn("The start is waiting for the topics {}: {}", options.topics(), reason());
        }
    }

    private void pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                log.debug("stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
        Consumer<String, byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        Thread reading = thread;
        if (reading == null) {
            return;
        }
        try {
            reading.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reading.interrupt();
    }

    @Override
    public int getPhase() {
        return options.phase();
    }
}
