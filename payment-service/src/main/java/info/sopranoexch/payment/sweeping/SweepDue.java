package info.sopranoexch.payment.sweeping;

import info.sopranoexch.payment.payments.CheckKind;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.PaymentStore.Due;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes a command to check each payment that is due; one instance at a time, by an advisory lock. Each kind of check has a
 * limit of its own and those of money in motion come first, so that no backlog of unpaid payments delays them. The payment itself is
 * only changed by the command, so a due payment stays due until its command is applied; what was asked for in the last half
 * minute is remembered, so that a backlog is not asked for twice.
 */
@Component
class SweepDue {
    private static final int LOCK_CLASS = 4_711;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 50_000;
    /** Payments looked through at once; most of them have been asked for already while commands are slow to be applied. */
    private static final int PAGE = 500;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final PaymentStore store;
    private final PublishChecks checks;
    private final InstantSource clock;
    private final Counter asks;
    private final Map<CheckKind, AtomicLong> overdueMillis = new EnumMap<>(CheckKind.class);
    /** When each was asked for, the oldest first. */
    private final Map<Due, Instant> asked = new LinkedHashMap<>();

    SweepDue(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            PaymentStore store,
            PublishChecks checks,
            InstantSource clock,
            MeterRegistry meters) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.store = store;
        this.checks = checks;
        this.clock = clock;
        this.asks = meters.counter("soprano.sweeper.checks");
        for (CheckKind kind : CheckKind.values()) {
            var overdue = new AtomicLong();
            overdueMillis.put(kind, overdue);
            TimeGauge.builder("soprano.sweeper.overdue", overdue, TimeUnit.MILLISECONDS, AtomicLong::get)
                    .description(
                            "by how much the payment that has waited longest is past its check; 0 where another instance sweeps")
                    .tag("kind", kind.code())
                    .register(meters);
        }
    }

    /**
     * @param limit at most so many commands of each kind
     * @return the kinds of which more may be due; none when another instance sweeps
     */
    synchronized Set<CheckKind> runOnce(ToIntFunction<CheckKind> limit) {
        Set<CheckKind> backlog = transaction.execute(_ -> {
            boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(?, 0)")
                    .param(LOCK_CLASS)
                    .query(Boolean.class)
                    .single();
            if (!mine) {
                overdueMillis.values().forEach(overdue -> overdue.set(0));
            }
            return mine ? sweep(limit) : Set.of();
        });
        return backlog == null ? Set.of() : backlog;
    }

    private Set<CheckKind> sweep(ToIntFunction<CheckKind> limit) {
        Instant now = clock.instant();
        forget(now);
        store.readDueInOrder();
        Set<CheckKind> backlog = EnumSet.noneOf(CheckKind.class);
        for (CheckKind kind : CheckKind.values()) {
            int most = limit.applyAsInt(kind);
            if (sweep(kind, most, now) == most) {
                backlog.add(kind);
            }
        }
        return backlog;
    }

    /** @return how many were published */
    private int sweep(CheckKind kind, int limit, Instant now) {
        var due = new ArrayList<Due>();
        Due last = null;
        do {
            List<Due> page = store.due(kind, now, last, PAGE);
            if (last == null) {
                long overdue = page.isEmpty()
                        ? 0
                        : Duration.between(page.getFirst().dueAt(), now).toMillis();
                Objects.requireNonNull(overdueMillis.get(kind)).set(overdue);
            }
            page.stream().filter(found -> !asked.containsKey(found)).forEach(due::add);
            last = page.size() == PAGE ? page.getLast() : null;
        } while (last != null && due.size() < limit && asked.size() < MAX_REMEMBERED);
        List<Due> chosen = due.subList(0, Math.min(limit, due.size()));
        checks.publish(chosen);
        chosen.forEach(found -> asked.put(found, now));
        asks.increment(chosen.size());
        return chosen.size();
    }

    private void forget(Instant now) {
        var oldest = asked.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().plus(PATIENCE).isBefore(now)) {
            oldest.remove();
        }
    }
}
