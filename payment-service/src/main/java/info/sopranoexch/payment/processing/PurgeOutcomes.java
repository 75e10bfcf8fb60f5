package info.sopranoexch.payment.processing;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets the first outcomes of commands without an Idempotency-Key, once an hour. They are kept for the case that the same
 * command is delivered again, which ends with the topic's retention; what has a merchant's key is kept for ever.
 *
 * <p>Their age is judged by the database's clock and, where that is earlier, by the newest of them: a clock that is ahead, of an
 * instance or of the database, purges nothing that is recent.
 */
@Component
class PurgeOutcomes {
    /** Far past the seven days that commands stay in their topic, also when an operator has prolonged that. */
    static final Duration KEEP = Duration.ofDays(90);

    private static final Logger log = LoggerFactory.getLogger(PurgeOutcomes.class);
    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;

    PurgeOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
    void tick() {
        try {
            int purged = 0;
            int last;
            do {
                last = runOnce();
                purged += last;
            } while (last == BATCH);
            if (purged > 0) {
                log.info("{} outcomes of commands without a key are forgotten", purged);
            }
        } catch (RuntimeException e) {
            log.warn("outcomes are not purged this time: {}", e.toString());
        }
    }

    /** @return how many are gone, {@value #BATCH} at most; two instances at once take different ones */
    int runOnce() {
        return jdbc.sql("""
                        DELETE FROM command_outcomes AS o
                        USING (SELECT payment_id, operation, key FROM command_outcomes
                               WHERE key LIKE 'c:%' AND created_at < ? * interval '-1 second' + least(now(),
                                   (SELECT max(created_at) FROM command_outcomes WHERE key LIKE 'c:%'))
                               ORDER BY created_at LIMIT ?
                               FOR UPDATE SKIP LOCKED) AS old
                        WHERE o.payment_id = old.payment_id AND o.operation = old.operation AND o.key = old.key
                        """).params(KEEP.toSeconds(), BATCH).update();
    }
}
