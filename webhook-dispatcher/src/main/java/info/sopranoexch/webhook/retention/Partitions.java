package info.sopranoexch.webhook.retention;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates and drops partitions: {@code payment_queue} by month and the other tables by day. There is no default. */
@Repository
public class Partitions {
    static final List<String> BY_DAY = List.of("finished", "attempt", "payment_event");
    static final String BY_MONTH = "payment_queue";

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final String CHECK_VIOLATION = "23514";
    private static final int TRIES = 3;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration dropTimeout;
    private final Set<LocalDate> months = ConcurrentHashMap.newKeySet();

    Partitions(JdbcClient jdbc, TransactionTemplate transactions, RetentionProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.dropTimeout = properties.dropTimeout();
    }

    /**
     * Runs a transaction that inserts rows. If one of their partitions is missing, creates them all and runs it again.
     *
     * @param keys the partitions of the rows; read only if one is missing
     * @param work the whole transaction
     * @throws MissingPartitionException if a partition is still missing after it was created
     */
    public <T> T creatingMissing(Supplier<PartitionKeys> keys, Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (DataIntegrityViolationException e) {
                if (!isMissingPartition(e)) {
                    throw e;
                }
                if (tries == TRIES) {
                    throw new MissingPartitionException(e);
                }
                create(keys.get());
            }
        }
    }

    /** PostgreSQL reports a missing partition as a check violation without a constraint. */
    private static boolean isMissingPartition(DataIntegrityViolationException failure) {
        return failure.getMostSpecificCause() instanceof PSQLException postgres
                && CHECK_VIOLATION.equals(postgres.getSQLState())
                && postgres.getServerErrorMessage() != null
                && postgres.getServerErrorMessage().getConstraint() == null;
    }

    private void create(PartitionKeys keys) {
        log.warn("A partition is missing. Creating those for days {} and months {}", keys.days(), keys.months());
        keys.days().forEach(this::ensureDay);
        months.removeAll(keys.months());
        keys.months().forEach(this::ensureMonth);
    }

    void ensureDay(LocalDate day) {
        // Days are in UTC, independent of the time zone of the session.
        for (String table : BY_DAY) {
            ensure(table, name(table, day), day + " 00:00:00+00", day.plusDays(1) + " 00:00:00+00");
        }
    }

    /** @param month its first day */
    public void ensureMonth(LocalDate month) {
        if (months.contains(month)) {
            return;
        }
        ensure(
                BY_MONTH,
                name(BY_MONTH, month),
                month.toString(),
                month.plusMonths(1).toString());
        months.add(month);
    }

    private void ensure(String parent, String child, String low, String high) {
        jdbc.sql("SELECT ensure_partition(:parent, :child, :low, :high)")
                .param("parent", parent)
                .param("child", child)
                .param("low", low)
                .param("high", high)
                .query((row, n) -> "")
                .list();
    }

    private static String name(String parent, LocalDate day) {
        return parent + "_" + day.toString().replace("-", "");
    }

    /** The latest day with rows in the history, up to {@code last}. */
    Optional<LocalDate> latestDayWithRows(LocalDate last) {
        return BY_DAY.stream()
                .flatMap(table -> before(table, last.plusDays(1)).reversed().stream()
                        .filter(this::hasRows)
                        .limit(1)
                        .map(child -> day(table, child)))
                .max(LocalDate::compareTo);
    }

    private boolean hasRows(String child) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM " + child + ")")
                .query(Boolean.class)
                .single();
    }

    private static LocalDate day(String parent, String child) {
        return LocalDate.parse(child.substring(parent.length() + 1), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** @return the partitions of a table before a day, oldest first */
    List<String> before(String parent, LocalDate day) {
        return jdbc.sql("""
                        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = CAST(:parent AS regclass) AND c.relname < :first ORDER BY 1
                        """)
                .param("parent", parent)
                .param("first", name(parent, day))
                .query(String.class)
                .list();
    }

    /** Drops the partitions before a day, except those in use. @return the number of dropped partitions */
    int drop(String parent, LocalDate day) {
        int dropped = 0;
        for (String child : before(parent, day)) {
            dropped += drop(child) ? 1 : 0;
        }
        months.removeIf(known -> parent.equals(BY_MONTH) && known.isBefore(day));
        return dropped;
    }

    /** The lock timeout is short because writers wait behind the lock. The next round tries again. */
    private boolean drop(String child) {
        try {
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("SELECT set_config('lock_timeout', :millis, true)")
                        .param("millis", String.valueOf(dropTimeout.toMillis()))
                        .query(String.class)
                        .single();
                jdbc.sql("DROP TABLE IF EXISTS " + child).update();
            });
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "Partition {} cannot be dropped, retrying in the next round: {}",
                    child,
                    e.getMostSpecificCause().getMessage());
            return false;
        }
    }
}
