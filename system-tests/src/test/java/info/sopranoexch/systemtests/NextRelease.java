package info.sopranoexch.systemtests;

import info.sopranoexch.localstack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The schemas as a later release would leave them while this one runs. */
final class NextRelease {
    private static final List<String> DATABASES = List.of("payment", "webhook");

    private static final String MORE_COLUMNS = """
            DO $$
            DECLARE
                name text;
            BEGIN
                FOR name IN SELECT relname FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                      AND relname <> 'flyway_schema_history'
                LOOP
                    EXECUTE format('ALTER TABLE %I ADD COLUMN next_release text', name);
                END LOOP;
            END
            $$
            """;

    /** As Flyway would have noted it. */
    private static final String NOTE = """
            INSERT INTO flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            SELECT max(installed_rank) + 1, '9000', 'next release', 'SQL', 'V9000__next_release.sql', 1, current_user, 1, true
            FROM flyway_schema_history
            """;

    private NextRelease() {}

    /** A column more on every table, in one short transaction a database. */
    static void migrate(LocalStack stack) throws SQLException {
        for (String database : DATABASES) {
            try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(database));
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("SET LOCAL lock_timeout = '5s'");
                statement.execute(MORE_COLUMNS);
                statement.execute(NOTE);
                connection.commit();
            }
        }
    }
}
