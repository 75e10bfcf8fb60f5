package info.sopranoexch.webhook.retention;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads the database's clock, which retention uses instead of the instance's clock. The table {@code retention_clock}
 * stores the last reading, so a clock jump is detected even across a restart of all instances.
 */
@Repository
class RetentionClock {
    private final JdbcClient jdbc;
    private final Duration largestStep;

    RetentionClock(JdbcClient jdbc, RetentionProperties properties) {
        this.jdbc = jdbc;
        this.largestStep = properties.largestClockStep();
    }

    DatabaseTime read() {
        return jdbc.sql("""
                        UPDATE retention_clock SET last_seen_at = now(), steady_since = CASE
                            WHEN now() BETWEEN last_seen_at - :step * interval '1 second'
                                AND last_seen_at + :step * interval '1 second'
                            THEN steady_since ELSE now() END
                        RETURNING last_seen_at AS now, steady_since
                        """)
                .param("step", largestStep.toSeconds())
                .query(DatabaseTime.class)
                .single();
    }
}
