package info.sopranoexch.benchmarks.deliveries;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures memory with a million pending deliveries and the rate at which they drain. Inserts the deliveries for
 * disabled endpoints, then enables the endpoints. Arguments: pending (1000000), endpoints (1000), drained before the
 * run ends (100000).
 */
public final class BacklogBenchmark {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private BacklogBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int pending = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int endpoints = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int drained = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
        PrintStream out = System.out;
        try (MinimalReceiver receiver = new MinimalReceiver();
                DispatcherEnvironment environment = new DispatcherEnvironment();
                DispatcherProcess dispatcher = new DispatcherProcess(environment.variables())) {
            for (int id = 1; id <= endpoints; id++) {
                environment.merchant(id, 1, "ftp://switched.off/");
            }
            environment.flush();
            Await.until(
                    "endpoint queues",
                    DEADLINE,
                    () -> environment.count("SELECT count(*) FROM endpoint_queue WHERE owner IS NOT NULL")
                            == endpoints);
            fill(environment, pending, endpoints);
            out.printf(Locale.ROOT, "pending                 %,d at %,d endpoints%n", pending, endpoints);
            out.printf(Locale.ROOT, "dispatcher, before      %d MiB%n", dispatcher.residentMiB());
            for (int id = 1; id <= endpoints; id++) {
                environment.merchant(id, 2, receiver.url("/ok"));
            }
            environment.flush();
            long start = System.nanoTime();
            Await.until("drained", DEADLINE, () -> receiver.received() >= drained);
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(Locale.ROOT, "drained                 %,d at %,.0f/s%n", drained, drained / seconds);
            out.printf(Locale.ROOT, "dispatcher, resident    %d MiB%n", dispatcher.residentMiB());
        }
        System.exit(0);
    }

    private static void fill(DispatcherEnvironment environment, int pending, int endpoints) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        environment.variables().get("DATABASE_URL"),
                        DispatcherEnvironment.DATABASE,
                        DispatcherEnvironment.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT ensure_partition('payment_queue', 'payment_queue_20260101', '2026-01-01', '2026-02-01')");
            statement.execute(String.format(Locale.ROOT, """
                    INSERT INTO delivery (endpoint_id, payment_id, payment_month, version, status, event_id, body,
                        accepted_at, due_at, head_of_line)
                    SELECT 1 + i %% %1$d, 'pay_backlog' || lpad(i::text, 25, '0'), '2026-01-01', 2, 'success',
                        'evt_backlog' || lpad(i::text, 25, '0') || '_2', convert_to('{"payment_id":"pay_backlog'
                        || lpad(i::text, 25, '0') || '","status":"success","amount":1000.00,"currency":"RUB",'
                        || '"timestamp":"2026-01-01T12:00:00Z"}', 'UTF8'), now(), now(), true
                    FROM generate_series(1, %2$d) i""", endpoints, pending));
            statement.execute("""
                    INSERT INTO payment_queue SELECT payment_month, endpoint_id, payment_id, version, 1 FROM delivery""");
            statement.execute("ANALYZE delivery");
        }
    }
}
