package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryRows;
import info.sopranoexch.webhook.sql.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what lanes are to send next. */
@Repository
class FeedStore {
    private final JdbcClient jdbc;

    FeedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return for each lane its expedited rows, then its first others by due time, the first that is not due yet included */
    Map<Long, List<Delivery>> load(List<FeedRequest> requests) {
        return jdbc
                .sql(String.format(Locale.ROOT, """
                        SELECT d.* FROM unnest(CAST(:ids AS bigint[]), CAST(:limits AS int[])) AS l(endpoint_id, n)
                        CROSS JOIN LATERAL (
                            (SELECT %1$s FROM delivery WHERE endpoint_id = l.endpoint_id AND head AND expedited
                             ORDER BY id LIMIT :expedited)
                            UNION ALL
                            (SELECT %1$s FROM delivery WHERE endpoint_id = l.endpoint_id AND head AND NOT expedited
                             ORDER BY due_at, id LIMIT l.n)) d
                        ORDER BY d.endpoint_id, d.expedited DESC, d.due_at, d.id
                        """, DeliveryRows.COLUMNS))
                .param("expedited", FeedRequest.EXPEDITED)
                .param("ids", Sql.longs(requests, request -> request.lane().endpointId))
                .param("limits", Sql.ints(requests, FeedRequest::limit))
                .query(DeliveryRows::map)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Delivery::endpointId));
    }
}
