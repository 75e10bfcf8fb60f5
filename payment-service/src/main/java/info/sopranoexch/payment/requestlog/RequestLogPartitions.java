package info.sopranoexch.payment.requestlog;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Creates the daily partitions of {@code api_requests} two days ahead and drops those after the retention. Days are in UTC.
 *
 * <p>A partition is dropped only if both this instance's clock and the database's clock are past its retention, so that one
 * clock that is ahead deletes nothing.
 */
@Component
class RequestLogPartitions {
    private static final Logger log = LoggerFactory.getLogger(RequestLogPartitions.class);
    private static final String PREFIX = "api_requests_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final int DAYS_AHEAD = 2;

    /** Serializes instances: CREATE TABLE IF NOT EXISTS fails if another transaction creates the same table. */
    private static final long LOCK = 7_204_511_893L;

    /**
     * The times for which partitions exist.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Range(Instant from, Instant to) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;
    private final int retentionDays;
    private volatile @Nullable LocalDate preparedFor;

    RequestLogPartitions(
            JdbcClient jdbc, Transactions transactions, InstantSource clock, RequestLogProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.retentionDays = properties.retentionDays();
    }

    /** Returns the range of the current day, after its partitions have been created. */
    Range prepare() {
        LocalDate today = today(clock.instant());
        if (!today.equals(preparedFor)) {
            runOnce();
        }
        return new Range(startOf(firstDay(today)), startOf(today.plusDays(DAYS_AHEAD + 1)));
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void maintain() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            log.warn("could not maintain the partitions of the request log: {}", e.toString());
        }
    }

    void runOnce() {
        LocalDate today = today(clock.instant());
        // The lock of the table waits for running searches, and later searches wait for it: not for long.
        var first = new StatementBatch()
                .update("SET LOCAL lock_timeout = '2s'")
                .update("SET LOCAL statement_timeout = '10s'")
                .update("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        transactions.run(first, () -> {
            Set<LocalDate> existing = existing();
            for (LocalDate day = firstDay(today); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
                if (!existing.contains(day)) {
                    create(day);
                }
            }
            LocalDate firstKept = firstDay(earlier(today, today(databaseTime())));
            existing.stream().filter(day -> day.isBefore(firstKept)).forEach(this::drop);
            return true;
        });
        preparedFor = today;
    }

    private Set<LocalDate> existing() {
        return new HashSet<>(jdbc
                .sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'api_requests'::regclass")
                .query(String.class)
                .list()
                .stream()
                .map(name -> LocalDate.parse(name.substring(PREFIX.length()), DAY))
                .toList());
    }

    private void create(LocalDate day) {
        jdbc.sql(String.format(
                        Locale.ROOT,
                        "CREATE TABLE %s PARTITION OF api_requests FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')",
                        PREFIX + DAY.format(day),
                        day,
                        day.plusDays(1)))
                .update();
    }

    private void drop(LocalDate day) {
        jdbc.sql("DROP TABLE " + PREFIX + DAY.format(day)).update();
        log.info("dropped a day of the request log day={}", day);
    }

    private Instant databaseTime() {
        return Instant.ofEpochMilli(jdbc.sql("SELECT (extract(epoch FROM now()) * 1000)::bigint")
                .query(Long.class)
                .single());
    }

    private LocalDate firstDay(LocalDate today) {
        return today.minusDays(retentionDays);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
