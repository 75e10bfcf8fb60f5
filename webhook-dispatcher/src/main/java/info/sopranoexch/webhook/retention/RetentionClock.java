package info.sopranoexch.webhook.retention;

import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads the database's clock, which retention uses instead of the instance's clock. The table {@code retention_clock}
 * stores the last reading, so a clock jump is detected even across a restart of all instances.
 */
@Repository
class RetentionClock {
    /** Maintenance runs every hour. A larger difference between two readings counts as a jump. */
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
