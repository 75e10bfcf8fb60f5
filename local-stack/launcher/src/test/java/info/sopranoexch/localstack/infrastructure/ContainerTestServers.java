package info.sopranoexch.localstack.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.containers.Network;

/** Runs the official images with Testcontainers. */
final class ContainerTestServers implements TestServers {
    private static final String SUPERUSER = "postgres";
    /**
     * Options of the short-lived JVMs, see {@link JavaCommand.Effort#LIGHT}.
     */
    private static final String JAVA = "JAVA_TOOL_OPTIONS";

    private static final String LIGHT = "-XX:TieredStopAtLevel=1";
    private static final int PROBE_MILLIS = 2_000;

    private final Network network = Network.newNetwork();
    private final String password = SecretFile.random();
    private final ContainerProcess postgres;
    private final ContainerProcess kafka;
    private final ContainerProcess registry;

    ContainerTestServers() {
        postgres = new ContainerProcess(
                "postgres", "postgres:17", 5432, () -> superuser().close());
        kafka = new ContainerProcess("kafka", "apache/kafka:4.3.1", 9092, this::describe);
        registry = new ContainerProcess(
                REGISTRY_DATABASE,
                "apicurio/apicurio-registry:3.3.3",
                8080,
                () -> LocalHttpGet.expectOk(registryUrl() + "/subjects"));
        postgres.container()
                .withNetwork(network)
                .withNetworkAliases("postgres")
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand("postgres", "-c", "max_connections=200");
        kafka.container().withEnv(kafkaSettings()).withEnv(JAVA, LIGHT);
        registry.container().withNetwork(network).withEnv(registrySettings()).withEnv(JAVA, LIGHT);
    }

    /**
     * The settings of {@link KafkaBrokerConfigFiles} as variables of the image.
     */
    private Map<String, String> kafkaSettings() {
        return Map.ofEntries(
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093"),
                Map.entry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + bootstrapServers()),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "6"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                Map.entry("KAFKA_GROUP_COORDINATOR_APPEND_LINGER_MS", "0"));
    }

    private static Map<String, String> registrySettings() {
        return Map.of(
                "APICURIO_STORAGE_KIND", "sql",
                "APICURIO_STORAGE_SQL_KIND", "postgresql",
                "APICURIO_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/" + REGISTRY_DATABASE,
                "APICURIO_DATASOURCE_USERNAME", REGISTRY_DATABASE,
                "APICURIO_DATASOURCE_PASSWORD", REGISTRY_DATABASE,
                "APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1",
                "APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1",
                "APICURIO_DATASOURCE_JDBC_MAX_SIZE", "5",
                "APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE");
    }

    @Override
    public StackProcess postgres() {
        return postgres;
    }

    @Override
    public StackProcess kafka() {
        return kafka;
    }

    @Override
    public StackProcess registry() {
        return registry;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + postgres.port() + "/" + database;
    }

    @Override
    public void ensureDatabase(String name, String itsPassword) {
        try (Connection connection = superuser()) {
            PostgresServer.ensureDatabase(connection, name, itsPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name + ": " + e.getMessage(), e);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password);
    }

    @Override
    public String bootstrapServers() {
        return host() + ":" + kafka.port();
    }

    /** Calls the broker, because the engine's proxy accepts connections before the broker is ready. */
    private void describe() throws Exception {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        try (var admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get();
        }
    }

    @Override
    public String registryUrl() {
        return "http://" + host() + ":" + registry.port() + "/apis/ccompat/v7";
    }

    private String host() {
        return postgres.container().getHost();
    }

    @Override
    public void close() {
        registry.container().stop();
        kafka.container().stop();
        postgres.container().stop();
        network.close();
    }
}
