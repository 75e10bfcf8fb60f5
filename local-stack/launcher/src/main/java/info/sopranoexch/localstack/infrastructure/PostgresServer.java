package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL on loopback, durable: {@code fsync} and {@code synchronous_commit} are on. Everybody logs in with a
 * password, the superuser with one that is made at random with the data directory.
 */
public final class PostgresServer extends ChildMember {
    public static final String SUPERUSER = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final String MAINTENANCE_DATABASE = "postgres";

    private final PostgresData data;
    private final int port;

    /** @param home holds the data, and keeps it */
    public PostgresServer(Path home, Installation installation, Path log, int port) {
        super("postgres", log);
        this.data = new PostgresData(home, installation.cache());
        this.port = port;
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    protected Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    protected ChildProcess launch() {
        try {
            PostgresData.Ready ready = data.prepare();
            PortTakenException.check(name(), port);
            return ChildProcess.start(
                    name(), ChildProcess.Shutdown.by("INT"), command(ready), Map.of(), ready.directory(), log());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name(), e);
        }
    }

    /** A server of somebody else on this port would answer just as well. */
    @Override
    protected void probe() throws SQLException {
        String served = ask("show data_directory");
        if (!Path.of(served).equals(data.directory())) {
            throw new SQLException("another server answers on port " + port + ", its data is in " + served);
        }
    }

    private List<String> command(PostgresData.Ready ready) {
        List<String> command = new ArrayList<>(ready.user().prefix());
        command.addAll(List.of(ready.binary("postgres"), "-D", ready.directory().toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("port", String.valueOf(port)),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                // Or its log quotes rows and documents that it refuses.
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"));
    }

    /** Makes a role that can log in and a database of the same name that it alone owns and connects to, if absent. */
    public synchronized void ensureDatabase(String name, String password) {
        try (Connection connection = superuser()) {
            Databases.ensure(connection, name, password);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Asks the server as superuser for one value of one row, as text. */
    String ask(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /**
     * Runs a statement in a database as superuser: for whoever breaks things on purpose.
     *
     * @throws IllegalStateException when the server refuses it
     */
    public void execute(String database, String sql) {
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("refused in " + database + ": " + e.getMessage(), e);
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
}
