package info.sopranoexch.payment.providerchecks;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the payments whose provider check is due. */
@Component
class DueCheckStore {
    /** First key of the advisory lock; it differs from the locks of shards. */
    private static final int LOCK_CLASS = 4_711;

    static final String DUE =
            "SELECT payment_id, next_check_at FROM payments WHERE " + ProviderCheckKind.SQL + " = ? " + """
            AND next_check_at <= ? AND (next_check_at, payment_id) > (?, ?) ORDER BY next_check_at, payment_id LIMIT ?
            """;

    /**
     * Reads due payments from their index in order. The planner underestimates the number of rows of a kind, and would
     * otherwise sort the whole backlog for each page.
     */
    static final String READ_IN_ORDER = "SET LOCAL enable_bitmapscan = off";

    private static final DueCheck FIRST = new DueCheck("", Instant.EPOCH);

    private final JdbcClient jdbc;

    DueCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Prepares the transaction. @return false if another instance holds the lock */
    boolean lock() {
        boolean locked = jdbc.sql("SELECT pg_try_advisory_xact_lock(?, 0)")
                .param(LOCK_CLASS)
                .query(Boolean.class)
                .single();
        if (locked) {
            jdbc.sql(READ_IN_ORDER).update();
        }
        return locked;
    }

    /**
     * Due checks of a kind, ascending by due time.
     *
     * @param after the last check of the previous page; null for the first page
     */
    List<DueCheck> find(ProviderCheckKind kind, Instant now, @Nullable DueCheck after, int limit) {
        DueCheck from = after == null ? FIRST : after;
        return jdbc.sql(DUE)
                .params(kind.number(), utc(now), utc(from.dueAt()), from.paymentId(), limit)
                .query((row, _) -> new DueCheck(text(row, "payment_id"), instant(row, "next_check_at")))
                .list();
    }
}
