package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.schemas.deploy.DeployTopicsAndSchemas;
import info.sopranoexch.schemas.deploy.TopicProperties;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL, Kafka and the registry for integration tests. Each JVM has one set on free ports. Tests may kill and
 * restart single servers, which keep ports and data. The system property {@value #SWITCH} selects {@code local} child
 * processes (default) or {@code containers} of Testcontainers.
 */
public final class Infrastructure implements AutoCloseable {
    /** Name of the system property. */
    public static final String SWITCH = "soprano.infrastructure";

    private final TestServers servers;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();

    private static final class Holder {
        private static final Infrastructure SHARED = startShared();
    }

    private Infrastructure(TestServers servers) {
        this.servers = servers;
    }

    /** Starts the servers at the first call. */
    public static Infrastructure shared() {
        return Holder.SHARED;
    }

    private static Infrastructure startShared() {
        var infrastructure = new Infrastructure(choose(System.getProperty(SWITCH, "local")));
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::close, "infrastructure-shutdown"));
        infrastructure.servers.start();
        return infrastructure;
    }

    private static TestServers choose(String where) {
        return switch (where) {
            case "local" -> new LocalTestServers();
            case "containers" -> new ContainerTestServers();
            default -> throw new IllegalArgumentException(SWITCH + " is local or containers, not " + where);
        };
    }

    /** Creates the database at the first call. Owner, password and database have the same name. */
    public String jdbcUrl(String database) {
        synchronized (databases) {
            if (!databases.contains(database)) {
                servers.ensureDatabase(database, database);
                databases.add(database);
            }
        }
        return servers.jdbcUrl(database);
    }

    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /**
     * Base URL of Confluent's API, for {@code schema.registry.url}.
     */
    public String registryUrl() {
        return servers.registryUrl();
    }

    /** Creates missing topics and registers their schemas. */
    public void createTopics() {
        try {
            DeployTopicsAndSchemas.createTopics(
                    Map.of("bootstrap.servers", bootstrapServers()), TopicProperties.singleBroker());
            DeployTopicsAndSchemas.registerSchemas(Map.of("schema.registry.url", registryUrl()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not create topics in time", e);
        }
    }

    public StackProcess postgres() {
        return servers.postgres();
    }

    public StackProcess kafka() {
        return servers.kafka();
    }

    public StackProcess registry() {
        return servers.registry();
    }

    /** Kills the servers and deletes their data. */
    @Override
    public void close() {
        servers.close();
    }
}
