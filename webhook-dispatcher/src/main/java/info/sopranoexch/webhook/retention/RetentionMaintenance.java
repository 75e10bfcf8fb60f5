package info.sopranoexch.webhook.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Creates partitions ahead of time and drops expired ones, at the start and every hour.
 *
 * <p>A partition is dropped only if its age is certain. The present is the earlier of the database's clock and the latest day with rows,
 * so a clock that is ahead causes no loss. After the clock jumped, nothing is dropped until it has run steadily for the whole
 * retention time.
 */
@Component
class RetentionMaintenance {
    private static final Logger log = LoggerFactory.getLogger(RetentionMaintenance.class);

    private final Partitions partitions;
    private final RetentionProperties properties;
    private final RetentionClock clock;
    private volatile int withheld;

    RetentionMaintenance(
            Partitions partitions, RetentionProperties properties, RetentionClock clock, MeterRegistry meters) {
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("soprano.webhook.retention.withheld", () -> withheld)
                .description("partitions that look expired and are kept, since the database's clock jumped")
                .register(meters);
    }

    /** Runs before all components that write. A failure is only logged: missing partitions are created on demand. */
    @PostConstruct
    @Scheduled(initialDelay = 3_600_000, fixedDelay = 3_600_000)
    void runOnce() {
        try {
            DatabaseTime time = clock.read();
            LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
            // Includes yesterday, because the clocks of instances differ.
            for (int day = -1; day <= properties.aheadDays(); day++) {
                partitions.ensureDay(today.plusDays(day));
            }
            int dropped = dropExpired(time, today);
            log.info("Partitions are ready for {} days ahead; {} dropped", properties.aheadDays(), dropped);
        } catch (DataAccessException e) {
            log.warn("Partition maintenance failed; it runs again in an hour: {}", e.toString());
        }
    }

    /** How long the partitions of a table are kept. */
    private record Retention(String table, Period keep) {}

    private int dropExpired(DatabaseTime time, LocalDate today) {
        Period history = Period.ofDays(properties.historyDays());
        Instant latest = partitions
                .latestDayWithRows(today)
                .map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .orElse(time.now());
        int dropped = 0;
        int kept = 0;
        for (Retention retention : List.of(
                new Retention("finished", history),
                new Retention("attempt", history),
                new Retention("payment_event", Period.ofDays(properties.eventDays())),
                new Retention(Partitions.BY_MONTH, Period.ofMonths(properties.paymentMonths())))) {
            Optional<Instant> cutoff = time.cutoff(latest, retention.keep());
            if (cutoff.isPresent()) {
                dropped += partitions.drop(retention.table(), firstKept(retention, cutoff.get()));
            } else {
                Instant byClock = time.now()
                        .atZone(ZoneOffset.UTC)
                        .minus(retention.keep())
                        .toInstant();
                kept += partitions
                        .before(retention.table(), firstKept(retention, byClock))
                        .size();
            }
        }
        withheld = kept;
        if (kept > 0) {
            log.warn(
                    "Retention keeps {} partitions that look expired: the database's clock jumped to {}. Check that clock",
                    kept,
                    time.steadySince());
        }
        return dropped;
    }

    private static LocalDate firstKept(Retention retention, Instant cutoff) {
        LocalDate day = LocalDate.ofInstant(cutoff, ZoneOffset.UTC);
        return retention.table().equals(Partitions.BY_MONTH) ? day.withDayOfMonth(1) : day;
    }
}
