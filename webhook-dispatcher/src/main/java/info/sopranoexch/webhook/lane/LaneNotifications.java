package info.sopranoexch.webhook.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the owner of a lane, whichever instance it is, that the database holds work for it: by PostgreSQL's LISTEN and
 * NOTIFY, so nobody polls. A notification that is lost costs time only; {@link LaneLeases} looks now and then.
 */
@Component
public class LaneNotifications {
    private static final String CHANNEL = "soprano_lanes";
    /** PostgreSQL takes 8,000 bytes; an id has at most 19 digits. */
    private static final int IDS = 350;

    private static final int WAIT_MILLIS = 500;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final LaneBoard board;
    private final Worker worker = new Worker("lane-notifications", Duration.ZERO, this::listen);
    private volatile boolean running;

    LaneNotifications(JdbcClient jdbc, DataSource database, LaneBoard board) {
        this.jdbc = jdbc;
        this.database = database;
        this.board = board;
    }

    /** Within a transaction it is told when that commits. */
    public void tell(Collection<Long> endpointIds) {
        List<Long> ids = List.copyOf(endpointIds);
        for (int from = 0; from < ids.size(); from += IDS) {
            String payload = ids.subList(from, Math.min(ids.size(), from + IDS)).stream()
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
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
            }
            board.wake(board.epochs().keySet()); // what was told while nobody listened
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (running) {
                PGNotification[] told = postgres.getNotifications(WAIT_MILLIS);
                List<Long> ids = new ArrayList<>();
                for (PGNotification notification : told == null ? new PGNotification[0] : told) {
                    Arrays.stream(notification.getParameter().split(","))
                            .map(Long::valueOf)
                            .forEach(ids::add);
                }
                if (!ids.isEmpty()) {
                    board.wake(ids);
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("UNLISTEN *");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not notify: " + e.getMessage(), e);
        }
    }

    void start() {
        running = true;
        worker.start();
    }

    void stop() {
        running = false;
        worker.stop();
    }
}
