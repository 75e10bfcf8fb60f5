package info.sopranoexch.payment.providerchecks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Publishes a command for each due provider check of the owned shards: the most urgent first, then the longest overdue,
 * up to the limit of checks in flight.
 */
@Component
class DueCheckPublisher {
    private static final Comparator<DueCheck> ORDER =
            Comparator.comparing(DueCheck::urgency).thenComparing(DueCheck::dueAt);

    private final OwnedShards shards;
    private final DueCheckStore store;
    private final ChecksInFlight inFlight;
    private final CheckPaymentPublisher publisher;
    private final CheckBacklog backlog;
    private final InstantSource clock;

    DueCheckPublisher(
            OwnedShards shards,
            DueCheckStore store,
            ChecksInFlight inFlight,
            CheckPaymentPublisher publisher,
            CheckBacklog backlog,
            InstantSource clock) {
        this.shards = shards;
        this.store = store;
        this.inFlight = inFlight;
        this.publisher = publisher;
        this.backlog = backlog;
        this.clock = clock;
    }

    /**
     * @return the published checks
     * @throws RuntimeException if the database or Kafka is unavailable; the checks stay due
     */
    synchronized List<DueCheck> runOnce() {
        Instant now = clock.instant();
        Set<Integer> owned = shards.current();
        inFlight.forget(owned, now);
        // Checks in flight are due until their command is applied.
        List<DueCheck> due = store.find(owned, now, Math.max(inFlight.size(), inFlight.limit()) + 1);
        backlog.found(due, now);
        List<DueCheck> chosen = due.stream()
                .sorted(ORDER)
                .filter(check -> inFlight.add(check, now))
                .toList();
        if (chosen.isEmpty()) {
            return chosen;
        }
        try {
            publisher.publish(chosen);
        } catch (RuntimeException e) {
            inFlight.remove(chosen);
            throw e;
        }
        backlog.published(chosen.size());
        return chosen;
    }
}
