package info.sopranoexch.localstack.infrastructure;

/**
 * The three servers of an {@link Infrastructure}. They keep ports and data across kills.
 */
interface TestServers {
    void start();

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
