package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Apicurio Registry on loopback with its data in PostgreSQL; compatibility is BACKWARD_TRANSITIVE unless told. */
public final class SchemaRegistry implements Member {
    /** Where it keeps its data. */
    public record Storage(String jdbcUrl, String user, String password) {}

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int HEAP_MEGABYTES = 192;

    private final Path distribution;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final Storage storage;
    private @Nullable ChildProcess child;

    /** @param projectRoot where local-stack/registry-distribution was built */
    public SchemaRegistry(Path projectRoot, Path log, int port, int managementPort, Storage storage) {
        this.distribution = projectRoot.resolve("local-stack/registry-distribution/target/registry");
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
        this.storage = storage;
    }

    @Override
    public String name() {
        return "registry";
    }

    /** The base of the API that Confluent's clients speak. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    @Override
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!Files.isDirectory(distribution)) {
            throw new IllegalStateException(distribution + " is missing: build local-stack/registry-distribution");
        }
        PortTakenException.check(name(), port);
        PortTakenException.check(name() + " (management)", managementPort);
        List<String> command = JavaCommand.of(HEAP_MEGABYTES, List.of("-jar", "quarkus-run.jar"));
        child = ChildProcess.start(name(), "TERM", command, environment(), distribution, log);
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            Readiness.await(child, START_LIMIT, () -> {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 200) {
                    throw new IOException("status " + status);
                }
            });
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
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
                // Its own default is NONE.
                Map.entry("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE"));
    }

    @Override
    public synchronized void stop() {
        if (child != null) {
            child.stop();
        }
    }

    @Override
    public synchronized void kill() {
        if (child != null) {
            child.kill();
        }
    }

    @Override
    public boolean isAlive() {
        return child != null && child.isAlive();
    }
}
