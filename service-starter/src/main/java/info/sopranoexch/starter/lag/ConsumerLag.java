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
 * Asks the brokers, every now and then, how far behind the service's groups are and what lies in the dead-letter topics of
 * what they read. A consumer's own figures fall silent when it hangs; these do not. What cannot be asked is not a number.
 */
public final class ConsumerLag implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);
    private static final Duration STOP = Duration.ofSeconds(2);

    final Map<String, GroupState> groups = new ConcurrentSkipListMap<>();
    private final Map<String, Double> dead = new ConcurrentHashMap<>();
    private final Supplier<Map<String, Set<String>>> topics;
    private final Supplier<Admin> connect;
    private final LagSettings settings;
    private final MeterRegistry meters;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile Brokers brokers = Brokers.UNASKED;

    /** What came of the last look. */
    public enum Brokers {
        UNASKED,
        ANSWERED,
        SILENT
    }

    /** @param topics what each group reads, asked for at the start */
    ConsumerLag(
            Supplier<Map<String, Set<String>>> topics,
            Supplier<Admin> connect,
            LagSettings settings,
            MeterRegistry meters) {
        this.topics = topics;
        this.connect = connect;
        this.settings = settings;
        this.meters = meters;
    }

    /** @return by group, for how long it has had records before it and not moved; without those that could not be asked */
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

    /** Once: meters that are registered again keep to what they were first made for. */
    private void register(String group, Set<String> read) {
        var state = new GroupState(read);
        if (groups.putIfAbsent(group, state) != null) {
            return;
        }
        for (String topic : read) {
            Gauge.builder("soprano.consumer.lag", state, s -> s.behind(topic))
                    .description("records that a group has not committed yet")
                    .tags("group", group, "topic", topic)
                    .register(meters);
            Gauge.builder("soprano.dlt.records", dead, known -> known.getOrDefault(deadTopic(topic), Double.NaN))
                    .description("records that lie in a dead-letter topic")
                    .tag("topic", deadTopic(topic))
                    .register(meters);
        }
        TimeGauge.builder("soprano.consumer.stalled", state, TimeUnit.MILLISECONDS, GroupState::stalledMillis)
                .description("for how long a group has had records before it and not moved")
                .tag("group", group)
                .register(meters);
    }

    private static String deadTopic(String topic) {
        return topic + ".dlt";
    }

    /** One look at all of it. */
    void look(Admin admin) throws InterruptedException {
        var look = new GroupLook(admin);
        var deadTopics = new TreeSet<String>();
        try {
            for (Map.Entry<String, GroupState> group : groups.entrySet()) {
                Set<String> read = group.getValue().topics();
                group.getValue().seen(look.position(group.getKey(), read), System.nanoTime());
                read.forEach(topic -> deadTopics.add(deadTopic(topic)));
            }
            look.records(deadTopics).forEach((topic, records) -> dead.put(topic, records.doubleValue()));
            brokers = Brokers.ANSWERED;
        } catch (ExecutionException | TimeoutException e) {
            groups.values().forEach(GroupState::unknown);
            dead.clear();
            if (brokers != Brokers.SILENT) {
                log.warn("the lag of the consumers cannot be asked for: {}", e.toString());
            }
            brokers = Brokers.SILENT;
        }
    }

    private void run() {
        try {
            // Not while the service has better things to do.
            boolean over = stopping.await(settings.first().toMillis(), TimeUnit.MILLISECONDS);
            if (over) {
                return;
            }
            try (Admin admin = connect.get()) {
                while (!over) {
                    look(admin);
                    over = stopping.await(settings.every().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("the lag of the consumers is not looked at any more", e);
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
