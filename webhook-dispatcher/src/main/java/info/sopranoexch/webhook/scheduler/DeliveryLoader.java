package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryRows;
import info.sopranoexch.webhook.scheduler.DeliveryBuffer.LoadRequest;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Loads deliveries from the database into the buffer: after a queue was claimed, after a backlog, after a long delay. */
@Component
class DeliveryLoader {
    private static final int QUEUES_PER_QUERY = 64;
    private static final long WAIT_MILLIS = 500;

    private final DeliveryScheduler scheduler;
    private final JdbcClient jdbc;
    private final BackgroundWorker worker =
            new BackgroundWorker("delivery-loader", Duration.ZERO, () -> runOnce(WAIT_MILLIS));

    DeliveryLoader(DeliveryScheduler scheduler, JdbcClient jdbc) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
    }

    /** One step: waits up to {@code millis} for queues to load. @return the number of loaded queues */
    int runOnce(long millis) {
        List<LoadRequest> requests = scheduler.awaitLoadRequests(QUEUES_PER_QUERY, millis);
        if (requests.isEmpty()) {
            return 0;
        }
        try {
            Map<Long, List<Delivery>> rows = load(requests);
            requests.forEach(
                    request -> scheduler.loaded(request, rows.getOrDefault(request.queue().endpointId, List.of())));
        } catch (RuntimeException e) {
            requests.forEach(request -> scheduler.loaded(request, null));
            throw e;
        }
        return requests.size();
    }

    /** @return for each queue its expedited rows, then the others by due time, including the first that is not due yet */
    private Map<Long, List<Delivery>> load(List<LoadRequest> requests) {
        return jdbc
                .sql(String.format(Locale.ROOT, """
                        SELECT d.* FROM unnest(CAST(:ids AS bigint[]), CAST(:limits AS int[])) AS q(endpoint_id, n)
                        CROSS JOIN LATERAL (
                            (SELECT %1$s FROM delivery WHERE endpoint_id = q.endpoint_id AND head_of_line AND expedited
                             ORDER BY id LIMIT :expedited)
                            UNION ALL
                            (SELECT %1$s FROM delivery WHERE endpoint_id = q.endpoint_id AND head_of_line
                                AND NOT expedited
                             ORDER BY due_at, id LIMIT q.n)) d
                        ORDER BY d.endpoint_id, d.expedited DESC, d.due_at, d.id
                        """, DeliveryRows.COLUMNS))
                .param("expedited", DeliveryBuffer.EXPEDITED_ROWS)
                .param("ids", Sql.longs(requests, request -> request.queue().endpointId))
                .param("limits", Sql.ints(requests, LoadRequest::limit))
                .query(DeliveryRows::map)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Delivery::endpointId));
    }

    void start() {
        worker.start();
    }

    void stop() {
        worker.stop();
    }
}
