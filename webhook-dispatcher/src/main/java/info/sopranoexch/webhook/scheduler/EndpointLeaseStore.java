package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.directory.Endpoint;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads and writes the tables {@code instance} and {@code endpoint_queue}. */
@Repository
class EndpointLeaseStore {
    /**
     * @param queues the number of all queues
     * @param owned the queues of this instance
     * @param instances live instances, which share the queues
     */
    record Share(int queues, int owned, int instances) {}

    private final JdbcClient jdbc;

    EndpointLeaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long register(String name, Duration lease) {
        return jdbc.sql("""
                        INSERT INTO instance (name, expires_at)
                        VALUES (:name, clock_timestamp() + :lease * interval '1 millisecond') RETURNING id
                        """)
                .param("name", name)
                .param("lease", lease.toMillis())
                .query(Long.class)
                .single();
    }

    /** Renews the lease. @return false if the row of the instance was deleted */
    boolean heartbeat(long instance, Duration lease) {
        return jdbc.sql("""
                        UPDATE instance SET expires_at = clock_timestamp() + :lease * interval '1 millisecond'
                        WHERE id = :id
                        """)
                        .param("id", instance)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    /**
     * Claims queues that no live instance owns. The rows of expired instances are locked until the commit. An expired
     * instance that sends a heartbeat again waits for the lock, and then finds that it lost its queues.
     */
    @Transactional
    public List<EndpointLease> claim(long instance, int limit) {
        List<Long> dead = jdbc.sql("""
                        SELECT id FROM instance WHERE expires_at <= clock_timestamp() AND id <> :me
                        ORDER BY id FOR UPDATE SKIP LOCKED
                        """).param("me", instance).query(Long.class).list();
        return jdbc.sql("""
                        UPDATE endpoint_queue SET owner = :me, epoch = epoch + 1
                        WHERE endpoint_id IN (
                            SELECT endpoint_id FROM endpoint_queue WHERE owner IS NULL OR owner = ANY (:dead)
                            ORDER BY endpoint_id LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING endpoint_id, epoch, directory_version AS version,
                                  enabled AND disabled_reason IS NULL AS enabled,
                                  failures, throttled_until, paused_until
                        """)
                .param("me", instance)
                .param("dead", Sql.longs(dead, id -> id))
                .param("limit", limit)
                .query(EndpointLease.class)
                .list();
    }

    /** The epochs of the queues that the database assigns to an instance, by endpoint. */
    Map<Long, Long> owned(long instance) {
        return jdbc
                .sql("SELECT endpoint_id, epoch FROM endpoint_queue WHERE owner = :me")
                .param("me", instance)
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void release(long instance, List<EndpointLease> leases) {
        jdbc.sql("""
                        UPDATE endpoint_queue q SET owner = NULL
                        FROM unnest(CAST(:ids AS bigint[]), CAST(:epochs AS bigint[])) AS r(endpoint_id, epoch)
                        WHERE q.endpoint_id = r.endpoint_id AND q.owner = :me AND q.epoch = r.epoch
                        """)
                .param("ids", Sql.longs(leases, EndpointLease::endpointId))
                .param("epochs", Sql.longs(leases, EndpointLease::epoch))
                .param("me", instance)
                .update();
    }

    /** Releases all queues and deletes the instance. */
    @Transactional
    public void unregister(long instance) {
        jdbc.sql("UPDATE endpoint_queue SET owner = NULL WHERE owner = :me")
                .param("me", instance)
                .update();
        jdbc.sql("DELETE FROM instance WHERE id = :me").param("me", instance).update();
    }

    Share share(long instance) {
        return jdbc.sql("""
                        SELECT count(*) AS queues, count(*) FILTER (WHERE owner = :me) AS owned,
                               (SELECT count(*) FROM instance WHERE expires_at > clock_timestamp()) AS instances
                        FROM endpoint_queue
                        """).param("me", instance).query(Share.class).single();
    }

    void deleteDeadInstances() {
        jdbc.sql("""
                        DELETE FROM instance i WHERE expires_at < clock_timestamp() - interval '1 minute'
                        AND NOT EXISTS (SELECT 1 FROM endpoint_queue WHERE owner = i.id)
                        """).update();
    }

    /** Creates and updates the queues of merchants. A newer version resets the health of an endpoint. */
    @Transactional
    public void upsert(List<Merchant> merchants, List<Long> removed) {
        record Row(Merchant merchant, Endpoint endpoint) {}
        List<Row> rows = new ArrayList<>();
        merchants.forEach(m -> m.endpoints().forEach(e -> rows.add(new Row(m, e))));
        rows.sort(Comparator.comparingLong(row -> row.endpoint().endpointId()));
        jdbc.sql("""
                        INSERT INTO endpoint_queue (endpoint_id, merchant_id, account_id, directory_version, enabled)
                        SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:merchants AS bigint[]),
                            CAST(:accounts AS bigint[]), CAST(:versions AS bigint[]), CAST(:enabled AS boolean[]))
                        ON CONFLICT (endpoint_id) DO UPDATE SET
                            directory_version = excluded.directory_version, enabled = excluded.enabled,
                            disabled_reason = NULL, failures = 0, throttled_until = NULL, paused_until = NULL
                        WHERE endpoint_queue.directory_version < excluded.directory_version
                        """)
                .param("ids", Sql.longs(rows, row -> row.endpoint().endpointId()))
                .param("merchants", Sql.longs(rows, row -> row.merchant().merchantId()))
                .param("accounts", Sql.longs(rows, row -> row.merchant().accountId()))
                .param("versions", Sql.longs(rows, row -> row.merchant().version()))
                .param("enabled", Sql.texts(rows, row -> row.endpoint().enabled()))
                .update();
        List<Long> merchantIds = new ArrayList<>(removed);
        merchants.forEach(m -> merchantIds.add(m.merchantId()));
        jdbc.sql("""
                        UPDATE endpoint_queue SET enabled = false, disabled_reason = 'removed'
                        WHERE merchant_id = ANY (:merchants) AND endpoint_id <> ALL (:ids) AND enabled
                        """)
                .param("merchants", Sql.longs(merchantIds, id -> id))
                .param("ids", Sql.longs(rows, row -> row.endpoint().endpointId()))
                .update();
    }
}
