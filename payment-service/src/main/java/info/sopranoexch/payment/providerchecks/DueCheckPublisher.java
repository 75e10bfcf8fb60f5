package info.sopranoexch.payment.providerchecks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes a command for each due provider check, in one instance at a time. Each kind has its own limit, and urgent kinds
 * come first, so that a backlog of unpaid payments delays no others. A check stays due until its command is applied;
 * published checks are therefore remembered for a short time and not published again.
 */
@Component
class DueCheckPublisher {
    private static final Duration REMEMBER = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 50_000;
    /** Number of due checks read at once. If commands are applied slowly, most of them were published already. */
    private static final int PAGE = 500;

    private final TransactionTemplate transaction;
    private final DueCheckStore store;
    private final CheckPaymentPublisher publisher;
    private final InstantSource clock;
    private final Counter requested;
    private final Map<ProviderCheckKind, AtomicLong> overdueMillis = new EnumMap<>(ProviderCheckKind.class);
    /** Time of publishing by check, oldest first. */
    private final Map<DueCheck, Instant> published = new LinkedHashMap<>();

    DueCheckPublisher(
            TransactionTemplate transaction,
            DueCheckStore store,
            CheckPaymentPublisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        this.transaction = transaction;
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
        this.requested = meters.counter("soprano.provider.checks.requested");
        for (ProviderCheckKind kind : ProviderCheckKind.values()) {
            var overdue = new AtomicLong();
            overdueMillis.put(kind, overdue);
            TimeGauge.builder("soprano.provider.checks.overdue", overdue, TimeUnit.MILLISECONDS, AtomicLong::get)
                    .description("how long the oldest due check is overdue; 0 if another instance publishes checks")
                    .tag("kind", kind.code())
                    .register(meters);
        }
    }

    /**
     * @param limit maximum number of commands for each kind
     * @return the kinds that reached their limit; empty if another instance publishes checks
     */
    synchronized Set<ProviderCheckKind> runOnce(ToIntFunction<ProviderCheckKind> limit) {
        Set<ProviderCheckKind> backlog = transaction.execute(_ -> {
            if (store.lock()) {
                return publishDue(limit);
            }
            overdueMillis.values().forEach(overdue -> overdue.set(0));
            return Set.of();
        });
        return backlog == null ? Set.of() : backlog;
    }

    private Set<ProviderCheckKind> publishDue(ToIntFunction<ProviderCheckKind> limit) {
        Instant now = clock.instant();
        forgetOld(now);
        Set<ProviderCheckKind> backlog = EnumSet.noneOf(ProviderCheckKind.class);
        for (ProviderCheckKind kind : ProviderCheckKind.values()) {
            int max = limit.applyAsInt(kind);
            if (publishDue(kind, max, now) == max) {
                backlog.add(kind);
            }
        }
        return backlog;
    }

    /** @return number of published commands */
    private int publishDue(ProviderCheckKind kind, int limit, Instant now) {
        var due = new ArrayList<DueCheck>();
        DueCheck last = null;
        do {
            List<DueCheck> page = store.find(kind, now, last, PAGE);
            if (last == null) {
                long overdue = page.isEmpty()
                        ? 0
                        : Duration.between(page.getFirst().dueAt(), now).toMillis();
                Objects.requireNonNull(overdueMillis.get(kind)).set(overdue);
            }
            page.stream().filter(check -> !published.containsKey(check)).forEach(due::add);
            last = page.size() == PAGE ? page.getLast() : null;
        } while (last != null && due.size() < limit && published.size() < MAX_REMEMBERED);
        List<DueCheck> chosen = due.subList(0, Math.min(limit, due.size()));
        publisher.publish(chosen);
        chosen.forEach(check -> published.put(check, now));
        requested.increment(chosen.size());
        return chosen.size();
    }

    private void forgetOld(Instant now) {
        var oldest = published.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().plus(REMEMBER).isBefore(now)) {
            oldest.remove();
        }
    }
}
