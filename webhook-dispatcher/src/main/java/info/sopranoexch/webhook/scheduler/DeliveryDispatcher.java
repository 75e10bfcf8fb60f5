package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Passes deliveries that are ready to the instance that owns their endpoint queue: in memory to this instance, or by PostgreSQL's
 * NOTIFY to another one, which then loads them. A lost notification costs only time: {@link EndpointLeases} reloads periodically.
 */
@Component
public class DeliveryDispatcher {
    private static final String CHANNEL = "soprano_endpoint_queues";
    /** A payload of NOTIFY has at most 8,000 bytes; an id has at most 19 digits. */
    private static final int MAX_IDS = 350;

    private static final int WAIT_MILLIS = 500;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final DeliveryScheduler scheduler;
    private final BackgroundWorker listener = new BackgroundWorker("endpoint-listener", Duration.ZERO, this::listen);
    private volatile boolean running;

    DeliveryDispatcher(JdbcClient jdbc, DataSource database, DeliveryScheduler scheduler) {
        this.jdbc = jdbc;
        this.database = database;
        this.scheduler = scheduler;
    }

    /** Returns true if all these queues are in this instance's memory: no need for {@link #announce}. */
    public boolean ownsAll(LongStream endpointIds) {
        return endpointIds.allMatch(scheduler::owns);
    }

    /** Call it within the transaction that writes the deliveries: PostgreSQL notifies other owners at the commit. */
    public void announce(List<Delivery> ready) {
        notifyOwners(foreign(ready));
    }

    /** Call it after the commit. It also notifies the owners of queues that this instance lost in the meantime. */
    public void committed(List<Delivery> ready) {
        scheduler.offer(ready);
        notifyOwners(foreign(ready));
    }

    private Set<Long> foreign(List<Delivery> ready) {
        return ready.stream()
                .map(Delivery::endpointId)
                .filter(id -> !scheduler.owns(id))
                .collect(Collectors.toSet());
    }

    private void notifyOwners(Collection<Long> endpointIds) {
        List<Long> ids = List.copyOf(endpointIds);
        for (int from = 0; from < ids.size(); from += MAX_IDS) {
            String payload = ids.subList(from, Math.min(ids.size(), from + MAX_IDS)).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            jdbc.sql("SELECT pg_notify(:channel, :payload)")
                    .param("channel", CHANNEL)
                    .param("payload", payload)
                    .query((row, n) -> "")
                    .list();
        }
    }

    private void listen() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("LISTEN " + CHANNEL);
            // Notifications that were sent before LISTEN are lost.
            scheduler.reload(scheduler.epochs().keySet());
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (running) {
                List<Long> ids = new ArrayList<>();
                PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
                for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                    Arrays.stream(notification.getParameter().split(","))
                            .map(Long::valueOf)
                            .forEach(ids::add);
                }
                if (!ids.isEmpty()) {
                    scheduler.reload(ids);
                }
            }
            statement.execute("UNLISTEN *");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot listen for notifications: " + e.getMessage(), e);
        }
    }

    void start() {
        running = true;
        listener.start();
    }

    void stop() {
        running = false;
        listener.stop();
    }
}
