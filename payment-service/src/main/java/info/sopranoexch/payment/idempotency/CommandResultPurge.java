package info.sopranoexch.payment.idempotency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes old results of commands without an Idempotency-Key, once an hour. They are needed only while Kafka can redeliver
 * the command. Results with a key are kept for ever.
 *
 * <p>The age counts back from the database's clock, or from the newest row if that is earlier. A clock that is ahead, of
 * this instance or of the database, therefore deletes no recent rows.
 */
@Component
public class CommandResultPurge {
    private static final Logger log = LoggerFactory.getLogger(CommandResultPurge.class);

    private final JdbcClient jdbc;
    private final CommandResultProperties properties;

    CommandResultPurge(JdbcClient jdbc, CommandResultProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
    void purge() {
        try {
            int purged = 0;
            int last;
            do {
                last = runOnce();
                purged += last;
            } while (last == properties.batch());
            if (purged > 0) {
                log.info("deleted old command results count={}", purged);
            }
        } catch (RuntimeException e) {
            log.warn("could not delete old command results: {}", e.toString());
        }
    }

    /** @return number of deleted rows, at most one batch; concurrent instances delete different rows */
    public int runOnce() {
        return jdbc.sql("""
                        DELETE FROM command_results AS r
                        USING (SELECT payment_id, operation, key FROM command_results
                               WHERE key LIKE 'c:%' AND created_at < ? * interval '-1 second' + least(now(),
                                   (SELECT max(created_at) FROM command_results WHERE key LIKE 'c:%'))
                               ORDER BY created_at LIMIT ?
                               FOR UPDATE SKIP LOCKED) AS old
                        WHERE r.payment_id = old.payment_id AND r.operation = old.operation AND r.key = old.key
                        """)
                .params(properties.retention().toSeconds(), properties.batch())
                .update();
    }
}
