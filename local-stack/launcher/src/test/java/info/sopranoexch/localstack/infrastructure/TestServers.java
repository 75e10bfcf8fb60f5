package info.sopranoexch.localstack.infrastructure;

/** The three servers of an {@link Infrastructure}, wherever they run. Each keeps its port and its data over a kill. */
interface TestServers {
    void start();

    StackProcess postgres();

    StackProcess kafka();

    StackProcess registry();

    String jdbcUrl(String database);

    void ensureDatabase(String name, String password);

    String bootstrapServers();

    String registryUrl();

    /** Kills all and deletes the data. */
    void close();
}
