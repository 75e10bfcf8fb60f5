package info.sopranoexch.webhook.replay;

import info.sopranoexch.starter.database.Columns;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the table {@code replay_job} and finds the deliveries of a job. */
@Repository
class ReplayStore {
    private static final String SELECTED = """
            FROM finished f JOIN endpoint_queue q USING (endpoint_id)
            WHERE q.merchant_id = :merchant AND q.account_id = :account AND f.version > 0
              AND f.accepted_at >= :since AND f.accepted_at < :until
              AND (CAST(:status AS text) IS NULL OR coalesce(f.refund_type, f.status) = :status)
            """;

    private static final String COLUMNS = "id, account_id, merchant_id, since, until, status, state, last_id, end_id,"
            + " total, replayed, created_at, finished_at";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ReplayStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    ReplayJob insert(
            long accountId, long merchantId, Instant since, Instant until, @Nullable String status, Instant now) {
        return jdbc.sql("""
                        INSERT INTO replay_job (account_id, merchant_id, since, until, status, state, end_id, total,
                            created_at)
                        SELECT CAST(:account AS bigint), CAST(:merchant AS bigint), CAST(:since AS timestamptz),
                            CAST(:until AS timestamptz), CAST(:status AS text), 'running', coalesce(max(f.id), 0), count(*),
                            CAST(:now AS timestamptz)
                        """ + SELECTED + " RETURNING " + COLUMNS)
                .param("account", accountId)
                .param("merchant", merchantId)
                .param("since", Columns.utc(since))
                .param("until", Columns.utc(until))
                .param("status", status)
                .param("now", Columns.utc(now))
                .query(ReplayJob.class)
                .single();
    }

    Optional<ReplayJob> find(long accountId, long merchantId, long id) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM replay_job WHERE id = :id AND account_id = :account AND merchant_id = :merchant")
                .param("id", id)
                .param("account", accountId)
                .param("merchant", merchantId)
                .query(ReplayJob.class)
                .optional();
    }

    int running(long merchantId) {
        return jdbc.sql("SELECT count(*) FROM replay_job WHERE merchant_id = :merchant AND state = 'running'")
                .param("merchant", merchantId)
                .query(Integer.class)
                .single();
    }

    List<Long> running() {
        return jdbc.sql("SELECT id FROM replay_job WHERE state = 'running' ORDER BY id LIMIT 1000")
                .query(Long.class)
                .list();
    }

    /** Locks a job for a step. @return empty if another instance locks it or it is done */
    Optional<ReplayJob> lock(long id) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM replay_job WHERE id = :id AND state = 'running' FOR UPDATE SKIP LOCKED")
                .param("id", id)
                .query(ReplayJob.class)
                .optional();
    }

    long pending(long merchantId, long limit) {
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM delivery d JOIN endpoint_queue q USING (endpoint_id)
                            WHERE q.merchant_id = :merchant LIMIT :limit) p
                        """)
                .param("merchant", merchantId)
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    /** The next delivery ids of the job, in the order in which they were accepted. */
    List<Long> next(ReplayJob job, int limit) {
        return jdbc.sql("SELECT f.id " + SELECTED + " AND f.id > :last AND f.id <= :end ORDER BY f.id LIMIT :limit")
                .param("account", job.accountId())
                .param("merchant", job.merchantId())
                .param("since", Columns.utc(job.since()))
                .param("until", Columns.utc(job.until()))
                .param("status", job.status())
                .param("last", job.lastId())
                .param("end", job.endId())
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** The months of the payments of a job. */
    List<LocalDate> paymentMonths(long id) {
        return jdbc.sql("""
                        SELECT DISTINCT f.payment_month FROM replay_job j
                        JOIN endpoint_queue q ON q.merchant_id = j.merchant_id AND q.account_id = j.account_id
                        JOIN finished f ON f.endpoint_id = q.endpoint_id
                        WHERE j.id = :id AND f.accepted_at >= j.since AND f.accepted_at < j.until
                        """).param("id", id).query(LocalDate.class).list();
    }

    void advance(ReplayJob job, List<Long> ids) {
        jdbc.sql("UPDATE replay_job SET last_id = :last, replayed = replayed + :n WHERE id = :id")
                .param("last", ids.getLast())
                .param("n", ids.size())
                .param("id", job.id())
                .update();
    }

    void finish(ReplayJob job) {
        jdbc.sql("UPDATE replay_job SET state = 'done', finished_at = :now WHERE id = :id")
                .param("now", Columns.utc(clock.instant()))
                .param("id", job.id())
                .update();
    }
}
