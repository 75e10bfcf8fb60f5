package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Inserts single rows with one commit each: the limit of a service that commits each payment separately.
 */
final class InsertBaseline {
    static final String INSERTED = "inserted";

    private InsertBaseline() {}

    static LoadResult run(LoadProfile profile, LocalStack stack) throws SQLException, InterruptedException {
        String jdbcUrl = stack.jdbcUrl("payment");
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE IF NOT EXISTS inserts (id text PRIMARY KEY, amount bigint, payload text)");
        }
        var connections = new ThreadLocal<Insert>();
        var all = new ConcurrentLinkedQueue<Insert>();
        LoadGenerator.Request insert = _ -> {
            Insert mine = connections.get();
            if (mine == null) {
                mine = new Insert(DriverManager.getConnection(jdbcUrl));
                connections.set(mine);
                all.add(mine);
            }
            mine.one();
            return INSERTED;
        };
        try {
            return LoadGenerator.run(profile, stack, insert);
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
