package info.sopranoexch.starter.lag;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Measures the lag of the service's consumer groups and the size of their dead-letter topics, by requests to the brokers. A
 * consumer's own metrics stop when it hangs; these do not. A value that cannot be measured is NaN.
 */
public final class ConsumerLag implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);
    private static final Duration STOP = Duration.ofSeconds(2);

    final Map<String, ConsumerGroupState> groups = new ConcurrentSkipListMap<>();
    private final Map<String, Double> deadLetters = new ConcurrentHashMap<>();
    private final Supplier<Map<String, Set<String>>> topics;
    private final Supplier<Admin> connect;
    private final LagProperties properties;
    private final MeterRegistry meters;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile Brokers brokers = Brokers.NOT_CHECKED;

    /** Whether the last measurement reached the brokers. */
    public enum Brokers {
        NOT_CHECKED,
        REACHABLE,
        UNREACHABLE
    }

    /** @param topics the topics of each group, requested at the start */
    ConsumerLag(
            Supplier<Map<String, Set<String>>> topics,
            Supplier<Admin> connect,
            LagProperties properties,
            MeterRegistry meters) {
        this.topics = topics;
        this.connect = connect;
        this.properties = properties;
        this.meters = meters;
    }

    /** Returns for each measured group how long it has had unread records without committing an offset. */
    public Map<String, Duration> stalled() {
        Map<String, Duration> stalled = new TreeMap<>();
        groups.forEach((group, state) -> {
            double millis = state.stalledMillis();
            if (!Double.isNaN(millis)) {
                stalled.put(group, Duration.ofMillis((long) millis));
            }
        });
        return stalled;
    }

    public Brokers brokers() {
        return brokers;
    }

    /** Registers the meters of a group once: a second registration would keep the state of the first. */
    private void register(String group, Set<String> read) {
        var state = new ConsumerGroupState(read);
        if (groups.putIfAbsent(group, state) != null) {
            return;
        }
        for (String topic : read) {
            Gauge.builder("soprano.consumer.lag", state, s -> s.behind(topic))
                    .description("records that a group has not committed yet")
                    .tags("group", group, "topic", topic)
                    .register(meters);
            Gauge.builder(
                            "soprano.dlt.records",
                            deadLetters,
                            known -> known.getOrDefault(deadLetterTopic(topic), Double.NaN))
                    .description("records in a dead-letter topic")
                    .tag("topic", deadLetterTopic(topic))
                    .register(meters);
        }
        TimeGauge.builder("soprano.consumer.stalled", state, TimeUnit.MILLISECONDS, ConsumerGroupState::stalledMillis)
                .description("how long a group has had unread records without committing an offset")
                .tag("group", group)
                .register(meters);
    }

    private static String deadLetterTopic(String topic) {
        return topic + ".dlt";
    }

    /** Measures all groups and dead-letter topics once. */
    void measure(Admin admin) throws InterruptedException {
        var offsets = new ConsumerGroupOffsets(admin);
        var deadLetterTopics = new TreeSet<String>();
        try {
            for (Map.Entry<String, ConsumerGroupState> group : groups.entrySet()) {
                Set<String> read = group.getValue().topics();
                group.getValue().seen(offsets.position(group.getKey(), read), System.nanoTime());
                read.forEach(topic -> deadLetterTopics.add(deadLetterTopic(topic)));
            }
            offsets.records(deadLetterTopics)
                    .forEach((topic, records) -> deadLetters.put(topic, records.doubleValue()));
            brokers = Brokers.REACHABLE;
        } catch (ExecutionException | TimeoutException e) {
            groups.values().forEach(ConsumerGroupState::unknown);
            deadLetters.clear();
            if (brokers != Brokers.UNREACHABLE) {
                log.warn("the lag of the consumers cannot be measured: {}", e.toString());
            }
            brokers = Brokers.UNREACHABLE;
        }
    }

    private void run() {
        try {
            // The start of the service has priority.
            boolean stopped = stopping.await(properties.initialDelay().toMillis(), TimeUnit.MILLISECONDS);
            if (stopped) {
                return;
            }
            try (Admin admin = connect.get()) {
                while (!stopped) {
                    measure(admin);
                    stopped = stopping.await(properties.interval().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("the measurement of consumer lag has ended", e);
        }
    }

    @Override
    public void start() {
        topics.get().forEach(this::register);
        stopping = new CountDownLatch(1);
        thread = groups.isEmpty()
                ? null
                : Thread.ofPlatform().name("consumer-lag").daemon().start(this::run);
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
