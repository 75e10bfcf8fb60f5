package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.UnknownSchemaException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumers of this instance that wait for a dependency. A consumer is known by its polling thread. */
public final class ConsumerOutages {
    private static final Logger log = LoggerFactory.getLogger(ConsumerOutages.class);
    /** Longer than the time between two attempts: an older entry is of a partition that went to another instance. */
    private static final long EXPIRY_NANOS = Duration.ofSeconds(90).toNanos();

    private static final int MAX_REASON = 300;

    private record Entry(ConsumerOutage outage, long failedAtNanos) {}

    private final Map<Thread, Entry> waiting = new ConcurrentHashMap<>();
    private final InstantSource clock;

    ConsumerOutages(InstantSource clock) {
        this.clock = clock;
    }

    /** The batch of the calling consumer has failed and will be retried. */
    void failed(String group, Throwable failure) {
        Entry before = waiting.get(Thread.currentThread());
        var outage = new ConsumerOutage(
                group,
                FailureClassifier.dependencyOf(failure),
                reason(failure),
                before == null ? clock.instant() : before.outage().since(),
                find(failure, UnreadableRecordException.class)
                        .map(UnreadableRecordException::position)
                        .findFirst()
                        .orElse(null),
                find(failure, UnknownSchemaException.class).findAny().isPresent());
        waiting.put(Thread.currentThread(), new Entry(outage, System.nanoTime()));
        if (before == null || before.outage().dependency() != outage.dependency()) {
            log.warn("{} waits for {}: {}", group, outage.dependency().code(), outage.reason());
        }
    }

    /** The batch of the calling consumer has succeeded. */
    void recovered() {
        Entry entry = waiting.remove(Thread.currentThread());
        if (entry != null) {
            ConsumerOutage outage = entry.outage();
            log.info(
                    "{} continues after {} s: {} works again",
                    outage.group(),
                    Duration.between(outage.since(), clock.instant()).toSeconds(),
                    outage.dependency().code());
        }
    }

    /** The consumers that wait now; the longest wait is first. */
    public List<ConsumerOutage> current() {
        long now = System.nanoTime();
        waiting.entrySet()
                .removeIf(entry ->
                        !entry.getKey().isAlive() || now - entry.getValue().failedAtNanos() > EXPIRY_NANOS);
        return waiting.values().stream()
                .map(Entry::outage)
                .sorted(Comparator.comparing(ConsumerOutage::since))
                .toList();
    }

    double waitingMillis(String group, Dependency dependency) {
        return current().stream()
                .filter(outage -> outage.group().equals(group) && outage.dependency() == dependency)
                .findFirst()
                .map(outage -> (double)
                        Duration.between(outage.since(), clock.instant()).toMillis())
                .orElse(0.0);
    }

    /** The message of the innermost cause, which the outer ones repeat. */
    private static String reason(Throwable failure) {
        String reason =
                causes(failure).reduce((_, inner) -> inner).orElse(failure).toString();
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    }

    private static <T extends Throwable> Stream<T> find(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
