package info.sopranoexch.webhook.scheduler;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gauges about the queues of all instances, read from the database. Each instance exports the same values: use the maximum. */
@Component
class DeliveryStatistics {
    private static final Logger log = LoggerFactory.getLogger(DeliveryStatistics.class);

    /** @param overdueSeconds the age of the oldest due delivery whose endpoint is neither paused nor throttled */
    private record Values(double pending, double paused, double disabled, double unrouted, double overdueSeconds) {}

    private final JdbcClient jdbc;
    private volatile Values last = new Values(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    DeliveryStatistics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        gauge(
                "soprano.webhook.pending",
                "deliveries that are neither delivered nor exhausted",
                Values::pending,
                meters);
        gauge(
                "soprano.webhook.endpoints.paused",
                "endpoints that are paused because they keep failing",
                Values::paused,
                meters);
        gauge("soprano.webhook.endpoints.disabled", "disabled endpoints", Values::disabled, meters);
        gauge(
                "soprano.webhook.unrouted",
                "events whose merchant is not in the directory yet, at most 10000",
                Values::unrouted,
                meters);
        TimeGauge.builder("soprano.webhook.overdue", this, TimeUnit.SECONDS, values -> values.last.overdueSeconds())
                .description("age of the oldest due delivery whose endpoint is not paused")
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<Values> value, MeterRegistry meters) {
        Gauge.builder(name, this, values -> value.applyAsDouble(values.last))
                .description(description)
                .register(meters);
    }

    /** An index finds the oldest delivery of a queue; queues without pending deliveries are skipped. */
    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void runOnce() {
        try {
            last = jdbc.sql("""
                            WITH busy AS (
                                SELECT q.endpoint_id, i.accepted - q.delivered - q.exhausted AS pending,
                                    q.enabled AND coalesce(greatest(q.paused_until, q.throttled_until) <= now(), true) AS open
                                FROM endpoint_queue q JOIN endpoint_intake i USING (endpoint_id)
                                WHERE i.accepted > q.delivered + q.exhausted)
                            SELECT (SELECT coalesce(sum(pending), 0) FROM busy) AS pending,
                                (SELECT count(*) FROM endpoint_queue WHERE paused_until > now()) AS paused,
                                (SELECT count(*) FROM endpoint_queue WHERE NOT enabled) AS disabled,
                                (SELECT count(*) FROM (SELECT 1 FROM unrouted LIMIT 10000) u) AS unrouted,
                                (SELECT coalesce(greatest(extract(epoch FROM now() - min(d.due_at)), 0), 0)
                                 FROM busy b CROSS JOIN LATERAL (
                                    SELECT due_at FROM delivery WHERE endpoint_id = b.endpoint_id AND head_of_line
                                    ORDER BY due_at, id LIMIT 1) d
                                 WHERE b.open) AS overdue_seconds
                            """).query(Values.class).single();
        } catch (RuntimeException e) {
            log.warn("Delivery statistics cannot be read: {}", e.toString());
        }
    }
}
