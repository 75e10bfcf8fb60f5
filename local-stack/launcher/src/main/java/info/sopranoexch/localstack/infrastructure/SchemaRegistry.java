package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Apicurio Registry on loopback, with data in PostgreSQL and compatibility BACKWARD_TRANSITIVE by default. */
public final class SchemaRegistry extends LocalProcess {
    /** The database of the registry. */
    public record Storage(String jdbcUrl, String user, String password) {}

    private static final int HEAP_MEGABYTES = 192;

    private final Installation installation;
    private final int managementPort;
    private final Storage storage;

    public SchemaRegistry(Installation installation, Path log, int port, int managementPort, Storage storage) {
        super("registry", log, port);
        this.installation = installation;
        this.managementPort = managementPort;
        this.storage = storage;
    }

    /** Base URL of Confluent's API. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/apis/ccompat/v7";
    }

    @Override
    protected ChildProcess launch() {
        Ports.expectFree(name(), port());
        Ports.expectFree(name() + " (management)", managementPort);
        List<Path> jars = installation.registryJars();
        // quarkus-run.jar uses its own class loader, whose classes cannot be cached.
        List<String> arguments = List.of("-cp", Installation.classPath(jars), "io.quarkus.runner.GeneratedMain");
        List<String> command =
                installation.caches().command(name(), HEAP_MEGABYTES, JavaCommand.Effort.LIGHT, jars, arguments);
        return ChildProcess.start(
                name(), installation.caches().shutdown(), command, environment(), installation.registry(), log());
    }

    @Override
    protected void probe() throws Exception {
        LocalHttpGet.expectOk(url() + "/subjects");
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port())),
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort)),
                Map.entry("APICURIO_STORAGE_KIND", "sql"),
                Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
                Map.entry("APICURIO_DATASOURCE_URL", storage.jdbcUrl()),
                Map.entry("APICURIO_DATASOURCE_USERNAME", storage.user()),
                Map.entry("APICURIO_DATASOURCE_PASSWORD", storage.password()),
                Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "5"),
                // Apicurio's default is NONE.
                Map.entry("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE"));
    }
}
