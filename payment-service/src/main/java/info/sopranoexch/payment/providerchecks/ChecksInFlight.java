package info.sopranoexch.payment.providerchecks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks that were published and have no result yet, within {@link InFlightLimit}. The results arrive in the same partitions,
 * and so at the same instance. A check whose result is lost, for example with a crash of the provider-adapter, is forgotten
 * after a timeout.
 */
@Component
public class ChecksInFlight {
    /** @param lateness from the due time to the application of the command; null before that */
    private record Published(
            DueCheck check, Instant publishedAt, @Nullable Duration lateness) {}

    private final ProviderCheckProperties properties;
    private final InFlightLimit limit;
    /** By payment id, oldest first. */
    private final Map<String, Published> published = new LinkedHashMap<>();

    private final Map<CheckUrgency, Timer> lateness = new EnumMap<>(CheckUrgency.class);

    ChecksInFlight(ProviderCheckProperties properties, MeterRegistry meters) {
        this.properties = properties;
        this.limit = new InFlightLimit(properties);
        for (CheckUrgency urgency : CheckUrgency.values()) {
            lateness.put(
                    urgency,
                    Timer.builder("soprano.provider.checks.lateness")
                            .description(
                                    "from the due time of a check to its application, except checks that the provider refused")
                            .tag("urgency", urgency.code())
                            .serviceLevelObjectives(LatenessBuckets.bounds())
                            .register(meters));
        }
        Gauge.builder("soprano.provider.checks.in.flight", this, ChecksInFlight::size)
                .description("published checks without a result")
                .register(meters);
        Gauge.builder("soprano.provider.checks.limit", this, ChecksInFlight::limit)
                .description("number of checks that may be in flight")
                .register(meters);
    }

    /** The command of a check was applied. @param requested whether a request was sent to the provider */
    public synchronized void applied(String paymentId, Instant dueAt, boolean requested, Instant now) {
        Published of = published.get(paymentId);
        if (of == null || !of.check().dueAt().equals(dueAt)) {
            return;
        }
        Published applied = new Published(of.check(), of.publishedAt(), Duration.between(dueAt, now));
        if (requested) {
            published.replace(paymentId, applied);
        } else {
            published.remove(paymentId);
            record(applied);
        }
    }

    private void record(Published made) {
        Timer timer = lateness.get(made.check().urgency());
        Duration measured = made.lateness();
        if (timer != null && measured != null) {
            timer.record(measured);
        }
    }

    /**
     * The result of a request to the provider arrived.
     *
     * @param retryAfter the pause for which the provider asks because it limits the rate; null if it does not
     */
    public synchronized void completed(String paymentId, @Nullable Duration retryAfter, Instant now) {
        int inFlight = published.size();
        Published of = published.remove(paymentId);
        if (retryAfter != null) {
            limit.rateLimited(retryAfter, now);
        } else if (of != null) {
            limit.completed(Duration.between(of.publishedAt(), now), inFlight, now);
            record(of);
        }
    }

    /** @return false if the check is in flight, or if no further check of its urgency may be */
    synchronized boolean add(DueCheck check, Instant now) {
        return free(check.urgency(), now) > 0
                && published.putIfAbsent(check.paymentId(), new Published(check, now, null)) == null;
    }

    /** How many checks of an urgency may be published now. */
    synchronized int free(CheckUrgency urgency, Instant now) {
        return limit.isPaused(now) ? 0 : Math.max(0, urgency.shareOf(limit.current()) - published.size());
    }

    synchronized void remove(Collection<DueCheck> checks) {
        checks.forEach(check -> published.remove(check.paymentId()));
    }

    /** Forgets checks that are too old, and those of shards that this instance does not own any more. */
    synchronized void forget(Collection<Integer> ownedShards, Instant now) {
        Instant oldest = now.minus(properties.timeout());
        published
                .values()
                .removeIf(of -> of.publishedAt().isBefore(oldest)
                        || !ownedShards.contains(of.check().shard()));
    }

    synchronized int size() {
        return published.size();
    }

    synchronized int limit() {
        return limit.current();
    }
}
