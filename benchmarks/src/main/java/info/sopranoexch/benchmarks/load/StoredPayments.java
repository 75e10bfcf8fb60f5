package info.sopranoexch.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Inserts payments directly into the database. */
final class StoredPayments {
    private static final long CHUNK = 200_000;

    /**
     * Payments of the past year and 1,000 merchants, with ids ordered by time. One in ten is expired, the others are paid.
     */
    private static final String FILL = """
            INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at, expires_at,
              updated_at, sandbox, command_id, description, status)
            SELECT 'pay_' || lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 19),
              nextval('payment_ids'), 1000000 + n % 1000, 1000000 + n % 1000, 100000, 'RUB', at, at + interval '1 hour', at, false,
              md5(n::text), 'benchmark', (CASE WHEN n % 10 = 0 THEN 'expired' ELSE 'success' END)::payment_status
            FROM generate_series(?, ?) AS n CROSS JOIN LATERAL (SELECT now() - interval '365 days' * (1 - n / ?::float8)) AS t (at)
            """;

    private StoredPayments() {}

    /** Inserts payments, then vacuums and analyzes the table. */
    static void add(String jdbcUrl, long count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement upkeep = connection.createStatement()) {
            try (PreparedStatement fill = connection.prepareStatement(FILL)) {
                for (long first = 1; first <= count; first += CHUNK) {
                    fill.setLong(1, first);
                    fill.setLong(2, Math.min(count, first + CHUNK - 1));
                    fill.setLong(3, count);
                    fill.executeUpdate();
                }
            }
            upkeep.execute("VACUUM ANALYZE payments");
        }
    }

    /** Cancels all scheduled provider checks, so that none runs during a measurement. */
    static void cancelChecks(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement update = connection.createStatement()) {
            update.execute("UPDATE payments SET next_check_at = NULL WHERE next_check_at IS NOT NULL");
        }
    }

    static long count(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement query = connection.createStatement();
                var rows = query.executeQuery("SELECT count(*) FROM payments")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
