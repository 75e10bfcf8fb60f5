package info.sopranoexch.payment.providerchecks;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the payments whose provider check is due. */
@Component
class DueCheckStore {
    /** The first due checks of each shard and urgency. */
    static final String DUE = "SELECT shard, urgency, payment_id, next_check_at"
            + " FROM unnest(?) AS shard CROSS JOIN generate_series(1, 4) AS urgency CROSS JOIN LATERAL ("
            + "SELECT p.payment_id, p.next_check_at FROM payments AS p WHERE p.shard = shard.shard AND "
            + CheckUrgency.SQL + " = urgency AND next_check_at <= ? ORDER BY next_check_at, payment_id LIMIT ?) AS due";

    private static final String COUNT =
            "SELECT urgency, count(*) AS checks FROM (" + DUE + ") AS counted GROUP BY urgency";

    /**
     * Reads due payments from their index in order. The planner underestimates the number of rows of an urgency, and would
     * otherwise sort the whole backlog.
     */
    static final String READ_IN_ORDER = "SET LOCAL enable_bitmapscan = off";

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    DueCheckStore(TransactionTemplate transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** @param limit maximum for each shard and urgency */
    List<DueCheck> find(Collection<Integer> shards, Instant now, int limit) {
        return inOrder(() -> due(DUE, shards, now, limit)
                .query((row, _) -> new DueCheck(
                        text(row, "payment_id"),
                        instant(row, "next_check_at"),
                        CheckUrgency.of(row.getInt("urgency")),
                        row.getInt("shard")))
                .list());
    }

    /** @param limit maximum for each shard and urgency, above which nothing is counted */
    Map<CheckUrgency, Long> count(Collection<Integer> shards, Instant now, int limit) {
        var counts = new EnumMap<CheckUrgency, Long>(CheckUrgency.class);
        inOrder(() -> due(COUNT, shards, now, limit)
                        .query((row, _) -> Map.entry(CheckUrgency.of(row.getInt("urgency")), row.getLong("checks")))
                        .list())
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private JdbcClient.StatementSpec due(String sql, Collection<Integer> shards, Instant now, int limit) {
        return jdbc.sql(sql).params(shards.toArray(Integer[]::new), utc(now), limit);
    }

    private <T> List<T> inOrder(Supplier<List<T>> query) {
        List<T> found = transaction.execute(_ -> {
            jdbc.sql(READ_IN_ORDER).update();
            return query.get();
        });
        return found == null ? List.of() : found;
    }
}
