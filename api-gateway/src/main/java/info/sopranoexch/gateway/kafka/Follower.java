package info.sopranoexch.gateway.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A thread of its own that polls a consumer until the service stops. When anything fails the consumer is thrown away and a
 * new one begins after a pause, for ever: topics may not be there yet, and brokers come back.
 */
public abstract class Follower implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final String name;
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile CountDownLatch stopping = new CountDownLatch(1);

    protected Follower(String name) {
        this.name = name;
    }

    /** Makes a consumer that stands where reading begins. */
    protected abstract KafkaConsumer<byte[], byte[]> open();

    /** Takes what a poll gave, which may be nothing. */
    protected abstract void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records);

    /** The consumer is gone. */
    protected void lost() {}

    @Override
    public final void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        long pause = FIRST_PAUSE_MS;
        while (isGoing()) {
            try (KafkaConsumer<byte[], byte[]> opened = open()) {
                consumer = opened;
                while (isGoing()) {
                    take(opened, opened.poll(POLL));
                    pause = FIRST_PAUSE_MS;
                }
            } catch (WakeupException e) {
                // Asked to stop, which the loop sees.
            } catch (RuntimeException e) {
                log.warn("{}: begins anew in {} ms: {}", name, pause, e.toString());
                pauseFor(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
            } finally {
                consumer = null;
                lost();
            }
        }
    }

    /** Records of the partition that is furthest behind; not a number while nothing is read. */
    final double lag() {
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading == null) {
            return Double.NaN;
        }
        // Its own metrics are the one thing of a consumer that another thread may look at.
        return reading.metrics().values().stream()
                .filter(metric ->
                        metric.metricName().name().equals("records-lag-max") && metric.metricValue() instanceof Double)
                .mapToDouble(metric -> (Double) metric.metricValue())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }

    final String name() {
        return name;
    }

    private boolean isGoing() {
        return stopping.getCount() > 0;
    }

    /** Ends early when the service stops. */
    protected final void pauseFor(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                log.debug("{}: stopping", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void stop() {
        stopping.countDown();
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    /** Begins before and ends after the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
