package info.sopranoexch.systemtests;

import info.sopranoexch.localstack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Changes the schemas as a later release does while this release runs. */
final class NextRelease {
    private static final List<String> DATABASES = List.of("payment", "webhook");

    private static final String TABLES = """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND relname <> 'flyway_schema_history'
            """;

    /** Adds the entry that Flyway adds. */
    private static final String NOTE = """
            INSERT INTO flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            SELECT max(installed_rank) + 1, '9000', 'next release', 'SQL', 'V9000__next_release.sql', 1, current_user, 1, true
            FROM flyway_schema_history
            """;

    private NextRelease() {}

    /** Adds a column to every table, each in a separate transaction, as the rule for migrations requires. */
    static void migrate(LocalStack stack) throws SQLException {
        for (String database : DATABASES) {
            try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(database));
                    Statement statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = '5s'");
                for (String table : tables(statement)) {
                    statement.execute("ALTER TABLE " + table + " ADD COLUMN next_release text");
                }
                statement.execute(NOTE);
            }
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
