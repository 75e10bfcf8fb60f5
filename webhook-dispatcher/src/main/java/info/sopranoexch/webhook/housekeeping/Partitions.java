package info.sopranoexch.webhook.housekeeping;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Partitions: {@code finished} and {@code attempt} by day, {@code payment_head} by month. There is no default one. */
@Repository
public class Partitions {
    private static final List<String> BY_DAY = List.of("finished", "attempt");
    private static final String BY_MONTH = "payment_head";

    private final JdbcClient jdbc;
    private final Set<LocalDate> months = ConcurrentHashMap.newKeySet();

    Partitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void ensureDay(LocalDate day) {
        // A day is UTC's, whatever the session's time zone is.
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

    /** Drops days before {@code day} and months before {@code month}. @return how many partitions went */
    int drop(LocalDate day, LocalDate month) {
        int dropped = 0;
        for (String table : BY_DAY) {
            dropped += drop(table, name(table, day));
        }
        dropped += drop(BY_MONTH, name(BY_MONTH, month));
        months.removeIf(known -> known.isBefore(month));
        return dropped;
    }

    private int drop(String parent, String first) {
        List<String> old = jdbc.sql("""
                        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = CAST(:parent AS regclass) AND c.relname < :first ORDER BY 1
                        """)
                .param("parent", parent)
                .param("first", first)
                .query(String.class)
                .list();
        old.forEach(this::dropOne);
        return old.size();
    }

    /** Gives up after 2 s rather than hold up the writers that queue behind the lock; the next round tries again. */
    @Transactional
    void dropOne(String child) {
        jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
        jdbc.sql("DROP TABLE IF EXISTS " + child).update();
    }
}
