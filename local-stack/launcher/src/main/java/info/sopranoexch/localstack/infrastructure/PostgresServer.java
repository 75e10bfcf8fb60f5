package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A durable PostgreSQL server on loopback, with {@code fsync} and {@code synchronous_commit}. All roles have passwords; that
 * of the superuser is random.
 */
public final class PostgresServer extends LocalProcess {
    public static final String SUPERUSER = "postgres";

    private static final String MAINTENANCE_DATABASE = "postgres";

    private final PostgresDataDirectory data;

    /** @param home folder of the data */
    public PostgresServer(Path home, Installation installation, Path log, int port) {
        super("postgres", log, port);
        this.data = new PostgresDataDirectory(home, installation.cache());
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    protected ChildProcess launch() {
        try {
            PostgresDataDirectory.Ready ready = data.prepare();
            Ports.expectFree(name(), port());
            return ChildProcess.start(
                    name(), ChildProcess.Shutdown.by("INT"), command(ready), Map.of(), ready.directory(), log());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name(), e);
        }
    }

    /** Compares the data directory, because another server may listen on the port. */
    @Override
    protected void probe() throws SQLException {
        String served = queryValue("show data_directory");
        if (!Path.of(served).equals(data.directory())) {
            throw new SQLException("another server uses port " + port() + ", with its data in " + served);
        }
    }

    private List<String> command(PostgresDataDirectory.Ready ready) {
        List<String> command = new ArrayList<>(ready.user().prefix());
        command.addAll(List.of(ready.binary("postgres"), "-D", ready.directory().toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("port", String.valueOf(port())),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                // Otherwise the log quotes rejected rows and documents.
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"));
    }

    /** Creates a role and a database of the same name that only this role can use, if absent. */
    public synchronized void ensureDatabase(String name, String password) {
        try (Connection connection = superuser()) {
            ensureDatabase(connection, name, password);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Queries one value as superuser. */
    String queryValue(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /**
     * Executes a statement as superuser, for tests that inject faults.
     *
     * @throws IllegalStateException if the statement fails
     */
    public void execute(String database, String sql) {
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("statement failed in database " + database + ": " + e.getMessage(), e);
        }
    }

    private Connection superuser() throws SQLException {
        return superuser(MAINTENANCE_DATABASE);
    }

    private Connection superuser(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", data.superuserPassword());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** Creates a role and a database of the same name that only this role can use, if absent. */
    static void ensureDatabase(Connection superuser, String name, String password) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        try (Statement statement = superuser.createStatement()) {
            String secret = password.replace("'", "''");
            boolean absent = !exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
            statement.execute((absent ? "create" : "alter") + " role " + name + " login password '" + secret + "'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + name + "'")) {
                statement.execute("create database " + name + " owner " + name);
                statement.execute("revoke all on database " + name + " from public");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
