package info.sopranoexch.webhook.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the tables say of all lanes, whoever owns them. Every instance tells the same: take the greatest, not the sum. */
@Component
class LaneFigures {
    private static final Logger log = LoggerFactory.getLogger(LaneFigures.class);

    /** @param overdueSeconds of the delivery that could have been sent the longest ago */
    private record Figures(double pending, double paused, double disabled, double unrouted, double overdueSeconds) {}

    private final JdbcClient jdbc;
    private volatile Figures last = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    LaneFigures(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        gauge(
                "soprano.webhook.pending",
                "deliveries that are neither delivered nor exhausted",
                Figures::pending,
                meters);
        gauge(
                "soprano.webhook.lanes.paused",
                "endpoints that are paused since they keep failing",
                Figures::paused,
                meters);
        gauge("soprano.webhook.lanes.disabled", "endpoints that are switched off", Figures::disabled, meters);
        gauge(
                "soprano.webhook.unrouted",
                "events whose merchant is not known yet, 10000 at most",
                Figures::unrouted,
                meters);
        TimeGauge.builder("soprano.webhook.overdue", this, TimeUnit.SECONDS, figures -> figures.last.overdueSeconds())
                .description("for how long a delivery has been due to an endpoint that is not paused, and not sent")
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<Figures> value, MeterRegistry meters) {
        Gauge.builder(name, this, figures -> value.applyAsDouble(figures.last))
                .description(description)
                .register(meters);
    }

    /** The oldest of a lane is found by an index, and only lanes with something pending are looked at. */
    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void runOnce() {
        try {
            last = jdbc.sql("""
                            WITH busy AS (
                                SELECT l.endpoint_id, i.accepted - l.delivered - l.exhausted AS pending,
                                    l.enabled AND coalesce(greatest(l.paused_until, l.not_before) <= now(), true) AS open
                                FROM lane l JOIN lane_intake i USING (endpoint_id)
                                WHERE i.accepted > l.delivered + l.exhausted)
                            SELECT (SELECT coalesce(sum(pending), 0) FROM busy),
                                (SELECT count(*) FROM lane WHERE paused_until > now()),
                                (SELECT count(*) FROM lane WHERE NOT enabled),
                                (SELECT count(*) FROM (SELECT 1 FROM unrouted LIMIT 10000) u),
                                (SELECT coalesce(greatest(extract(epoch FROM now() - min(d.due_at)), 0), 0)
                                 FROM busy b CROSS JOIN LATERAL (
                                    SELECT due_at FROM delivery WHERE endpoint_id = b.endpoint_id AND head
                                    ORDER BY due_at, id LIMIT 1) d
                                 WHERE b.open)
                            """).query(LaneFigures::figures).single();
        } catch (RuntimeException e) {
            log.warn("the lanes cannot be counted: {}", e.toString());
        }
    }

    private static Figures figures(ResultSet row, int number) throws SQLException {
        return new Figures(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
    }
}
