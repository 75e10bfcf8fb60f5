package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.directory.Endpoint;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tables {@code instance} and {@code lane}: who is alive and who owns what. */
@Repository
class LaneStore {
    /**
     * How the lanes are shared out.
     *
     * @param lanes all there are
     * @param mine those of this instance
     * @param alive instances that share them
     */
    record Share(int lanes, int mine, int alive) {}

    private final JdbcClient jdbc;

    LaneStore(JdbcClient jdbc) {
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

    /** Shows a sign of life. @return false when the instance is not known any longer */
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
     * Takes lanes that nobody alive owns. The rows of dead instances are locked until the commit, so that one of them that
     * comes to life again meanwhile waits and then sees what it has lost.
     */
    @Transactional
    public List<LaneLease> claim(long instance, int limit) {
        List<Long> dead = jdbc.sql("""
                        SELECT id FROM instance WHERE expires_at <= clock_timestamp() AND id <> :me
                        ORDER BY id FOR UPDATE SKIP LOCKED
                        """).param("me", instance).query(Long.class).list();
        return jdbc.sql("""
                        UPDATE lane SET owner = :me, epoch = epoch + 1
                        WHERE endpoint_id IN (
                            SELECT endpoint_id FROM lane WHERE owner IS NULL OR owner = ANY (:dead)
                            ORDER BY endpoint_id LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING endpoint_id, epoch, directory_version, enabled AND disabled_reason IS NULL AS enabled,
                                  failures, not_before, paused_until
                        """)
                .param("me", instance)
                .param("dead", Sql.longs(dead, id -> id))
                .param("limit", limit)
                .query(LaneStore::lease)
                .list();
    }

    private static LaneLease lease(ResultSet row, int number) throws SQLException {
        return new LaneLease(
                row.getLong("endpoint_id"),
                row.getLong("epoch"),
                row.getLong("directory_version"),
                row.getBoolean("enabled"),
                row.getInt("failures"),
                Sql.nullableInstant(row, "not_before"),
                Sql.nullableInstant(row, "paused_until"));
    }

    /** What the database says this instance owns: endpoint to epoch. */
    Map<Long, Long> owned(long instance) {
        return jdbc
                .sql("SELECT endpoint_id, epoch FROM lane WHERE owner = :me")
                .param("me", instance)
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void release(long instance, List<LaneLease> leases) {
        jdbc.sql("""
                        UPDATE lane l SET owner = NULL
                        FROM unnest(CAST(:ids AS bigint[]), CAST(:epochs AS bigint[])) AS r(endpoint_id, epoch)
                        WHERE l.endpoint_id = r.endpoint_id AND l.owner = :me AND l.epoch = r.epoch
                        """)
                .param("ids", Sql.longs(leases, LaneLease::endpointId))
                .param("epochs", Sql.longs(leases, LaneLease::epoch))
                .param("me", instance)
                .update();
    }

    /** Leaves in good order: the lanes are free at once. */
    @Transactional
    public void resign(long instance) {
        jdbc.sql("UPDATE lane SET owner = NULL WHERE owner = :me")
                .param("me", instance)
                .update();
        jdbc.sql("DELETE FROM instance WHERE id = :me").param("me", instance).update();
    }

    Share share(long instance) {
        return jdbc.sql("""
                        SELECT count(*) AS lanes, count(*) FILTER (WHERE owner = :me) AS mine,
                               (SELECT count(*) FROM instance WHERE expires_at > clock_timestamp()) AS alive
                        FROM lane
                        """)
                .param("me", instance)
                .query((row, n) -> new Share(row.getInt("lanes"), row.getInt("mine"), row.getInt("alive")))
                .single();
    }

    void forgetTheDead() {
        jdbc.sql("""
                        DELETE FROM instance i WHERE expires_at < clock_timestamp() - interval '1 minute'
                        AND NOT EXISTS (SELECT 1 FROM lane WHERE owner = i.id)
                        """).update();
    }

    /** Makes the lanes follow the directory. A newer version forgets what stood against an endpoint. */
    @Transactional
    public void upsert(List<Merchant> merchants, List<Long> gone) {
        record Row(Merchant merchant, Endpoint endpoint) {}
        List<Row> rows = new ArrayList<>();
        merchants.forEach(m -> m.endpoints().forEach(e -> rows.add(new Row(m, e))));
        rows.sort(Comparator.comparingLong(row -> row.endpoint().endpointId()));
        jdbc.sql("""
                        INSERT INTO lane (endpoint_id, merchant_id, account_id, directory_version, enabled)
                        SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:merchants AS bigint[]),
                            CAST(:accounts AS bigint[]), CAST(:versions AS bigint[]), CAST(:enabled AS boolean[]))
                        ON CONFLICT (endpoint_id) DO UPDATE SET
                            directory_version = excluded.directory_version, enabled = excluded.enabled,
                            disabled_reason = NULL, failures = 0, not_before = NULL, paused_until = NULL
                        WHERE lane.directory_version < excluded.directory_version
                        """)
                .param("ids", Sql.longs(rows, row -> row.endpoint().endpointId()))
                .param("merchants", Sql.longs(rows, row -> row.merchant().merchantId()))
                .param("accounts", Sql.longs(rows, row -> row.merchant().accountId()))
                .param("versions", Sql.longs(rows, row -> row.merchant().version()))
                .param("enabled", Sql.texts(rows, row -> row.endpoint().enabled()))
                .update();
        List<Long> merchantIds = new ArrayList<>(gone);
        merchants.forEach(m -> merchantIds.add(m.merchantId()));
        jdbc.sql("""
                        UPDATE lane SET enabled = false, disabled_reason = 'removed'
                        WHERE merchant_id = ANY (:merchants) AND endpoint_id <> ALL (:ids) AND enabled
                        """)
                .param("merchants", Sql.longs(merchantIds, id -> id))
                .param("ids", Sql.longs(rows, row -> row.endpoint().endpointId()))
                .update();
    }
}
