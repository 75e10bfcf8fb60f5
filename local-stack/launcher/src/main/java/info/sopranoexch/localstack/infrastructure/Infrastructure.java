package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.schemas.deploy.DeployContracts;
import info.sopranoexch.schemas.deploy.TopicLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL, Kafka and the registry for integration tests: one set a JVM, on free ports, with its data in a temporary
 * folder, gone with the JVM. Single members can be killed and started again; they keep ports and data.
 */
public final class Infrastructure implements AutoCloseable {
    private static final String REGISTRY_DATABASE = "registry";

    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final SchemaRegistry registry;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();

    private static final class Holder {
        private static final Infrastructure SHARED = startShared();
    }

    private Infrastructure(Installation installation, Path folder) {
        this.folder = folder;
        Path logs = folder.resolve("logs");
        this.postgres = new PostgresServer(
                folder.resolve("postgres"), installation, logs.resolve("postgres.log"), Ports.free());
        this.kafka = new KafkaBroker(
                folder.resolve("kafka"), installation, logs.resolve("kafka.log"), Ports.free(), Ports.free());
        this.registry = new SchemaRegistry(
                installation,
                logs.resolve("registry.log"),
                Ports.free(),
                Ports.free(),
                new SchemaRegistry.Storage(postgres.jdbcUrl(REGISTRY_DATABASE), REGISTRY_DATABASE, REGISTRY_DATABASE));
    }

    /** Started at the first call, which takes some seconds; every later call answers the same. */
    public static Infrastructure shared() {
        return Holder.SHARED;
    }

    private static Infrastructure startShared() {
        Infrastructure infrastructure =
                new Infrastructure(Installation.of(ProjectRoot.find()), TemporaryFolders.create());
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::close, "infrastructure-shutdown"));
        infrastructure.start();
        return infrastructure;
    }

    private void start() {
        Parallel.run(List.of(kafka::start, () -> {
            postgres.start();
            postgres.ensureDatabase(REGISTRY_DATABASE, REGISTRY_DATABASE);
            registry.start();
        }));
    }

    /** Makes the database and a role of the same name, its owner, at the first call; the password is the name too. */
    public String jdbcUrl(String database) {
        synchronized (databases) {
            if (!databases.contains(database)) {
                postgres.ensureDatabase(database, database);
                databases.add(database);
            }
        }
        return postgres.jdbcUrl(database);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The base URL of the API that Confluent's clients speak, for {@code schema.registry.url}. */
    public String registryUrl() {
        return registry.url();
    }

    /** Creates the topics that are not there yet. */
    public void createTopics() {
        try {
            DeployContracts.createTopics(Map.of("bootstrap.servers", bootstrapServers()), TopicLayout.singleBroker());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not create topics in time", e);
        }
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public SchemaRegistry registry() {
        return registry;
    }

    /** Kills all and deletes the data. */
    @Override
    public void close() {
        registry.kill();
        kafka.kill();
        postgres.kill();
        Folders.delete(folder);
    }
}
