package info.sopranoexch.webhook.retention;

import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The clock by which retention judges: the database's, and not that of an instance. The table {@code retention_clock} remembers
 * when it was last seen, so a jump is noticed, also across a restart of everything.
 */
@Repository
class RetentionClock {
    /** Maintenance runs every hour. A longer pause of all instances counts as a jump: nobody saw the time pass. */
    private static final Duration LARGEST_STEP = Duration.ofDays(2);

    private final JdbcClient jdbc;

    RetentionClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    DatabaseTime read() {
        return jdbc.sql("""
                        UPDATE retention_clock SET last_seen_at = now(), steady_since = CASE
                            WHEN now() BETWEEN last_seen_at - :step * interval '1 second'
                                AND last_seen_at + :step * interval '1 second'
                            THEN steady_since ELSE now() END
                        RETURNING last_seen_at, steady_since
                        """)
                .param("step", LARGEST_STEP.toSeconds())
                .query((row, n) ->
                        new DatabaseTime(Sql.instant(row, "last_seen_at"), Sql.nullableInstant(row, "steady_since")))
                .single();
    }
}
