package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;

/** Runs the servers as child processes with data in a temporary folder. */
final class LocalTestServers implements TestServers {
    private final Path folder = TestFolders.create();
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final SchemaRegistry registry;

    LocalTestServers() {
        Installation installation = Installation.of(ProjectRoot.find());
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
        return postgres.jdbcUrl(database);
    }

    @Override
    public void ensureDatabase(String name, String password) {
        postgres.ensureDatabase(name, password);
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.kill();
        kafka.kill();
        postgres.kill();
        Folders.delete(folder);
    }
}
