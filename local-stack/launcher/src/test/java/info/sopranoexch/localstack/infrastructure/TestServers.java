package info.sopranoexch.localstack.infrastructure;

import java.util.List;

/**
 * The three servers of an {@link Infrastructure}. They keep ports and data across kills.
 */
interface TestServers {
    /** Name of the registry's database, of its owner and of the owner's password. */
    String REGISTRY_DATABASE = "registry";

    default void start() {
        Parallel.run(List.of(kafka()::start, () -> {
            postgres().start();
            ensureDatabase(REGISTRY_DATABASE, REGISTRY_DATABASE);
            registry().start();
        }));
    }

    StackProcess postgres();

    StackProcess kafka();

    StackProcess registry();

    String jdbcUrl(String database);

    void ensureDatabase(String name, String password);

    String bootstrapServers();

    String registryUrl();

    /** Kills the servers and deletes their data. */
    void close();
}
