package info.sopranoexch.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the same cluster does when nothing but rows are inserted, one a transaction: the limit of whoever commits each
 * payment by itself.
 */
final class SingleRowInserts {
    private SingleRowInserts() {}

    static LoadResult run(LoadPlan plan, String jdbcUrl) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE IF NOT EXISTS inserts (id text PRIMARY KEY, amount bigint, payload text)");
        }
        var connections = new ThreadLocal<Insert>();
        var all = new ConcurrentLinkedQueue<Insert>();
        LoadDriver.Request insert = _ -> {
            Insert mine = connections.get();
            if (mine == null) {
                mine = new Insert(DriverManager.getConnection(jdbcUrl));
                connections.set(mine);
                all.add(mine);
            }
            mine.one();
            return "inserted";
        };
        try {
            return new LoadDriver(plan, insert, "inserted").run();
        } finally {
            for (Insert one : all) {
                one.connection.close();
            }
        }
    }

    private static final class Insert {
        private static final String PAYLOAD = "x".repeat(400);

        private final Connection connection;
        private final PreparedStatement statement;

        Insert(Connection connection) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement("INSERT INTO inserts VALUES (?, ?, ?)");
        }

        void one() throws SQLException {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setLong(2, 100_000);
            statement.setString(3, PAYLOAD);
            statement.executeUpdate();
        }
    }
}
