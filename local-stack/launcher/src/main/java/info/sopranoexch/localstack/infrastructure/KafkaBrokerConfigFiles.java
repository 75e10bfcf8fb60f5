package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Writes the configuration files of a broker at each start, because ports may change. The paths in the files are
 * relative, because Kafka and Log4j split paths at commas.
 */
record KafkaBrokerConfigFiles(Path home, int port, int controllerPort, Listener listener) {
    /**
     * The listener for clients.
     *
     * @param protocol the security protocol
     * @param settings broker settings of the security protocol
     */
    record Listener(String protocol, List<String> settings) {
        static final Listener PLAINTEXT = new Listener("PLAINTEXT", List.of());
    }

    /** The shortest session timeout that consumers may use. With it, another instance soon replaces a killed one. */
    static final int MIN_SESSION_TIMEOUT_MILLIS = 5_000;

    /**
     * The broker's session with the controller. Tests pause the broker for up to a minute. After a shorter session
     * the controller would fence it, and the broker would have to load all partitions again. See ADR 44.
     */
    private static final int SESSION_TIMEOUT_MILLIS = 120_000;

    /** Short, because the controller rejects a restarted broker until the session of the killed broker has ended. */
    private static final int SESSION_TIMEOUT_AFTER_CRASH_MILLIS = 5_000;

    private static final int HEARTBEAT_MILLIS = 500;

    static final String FILE = "server.properties";
    static final String LOGGING_FILE = "log4j2.properties";

    private static final String DATA_FOLDER = "data";

    Path data() {
        return home.resolve(DATA_FOLDER);
    }

    boolean isFormatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Kafka writes the file at the end of a clean shutdown and deletes it at the next start. */
    private boolean hasCrashed() {
        return isFormatted() && !Files.exists(data().resolve(".kafka_cleanshutdown"));
    }

    void write() throws IOException {
        write(FILE, broker());
        write(LOGGING_FILE, log4j());
    }

    private void write(String file, List<String> settings) throws IOException {
        var properties = new Properties();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try (OutputStream out = Files.newOutputStream(home.resolve(file))) {
            // Escapes characters outside of Latin 1.
            properties.store(out, null);
        }
    }

    private List<String> broker() {
        String protocol = listener.protocol();
        List<String> settings = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=1",
                // A fixed voter, because its port may change between starts.
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "listeners=" + protocol + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=" + protocol + "://127.0.0.1:" + port,
                "listener.security.protocol.map=" + protocol + ":" + protocol + ",CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=" + protocol,
                "log.dirs=" + DATA_FOLDER,
                "auto.create.topics.enable=false",
                "default.replication.factor=1",
                "min.insync.replicas=1",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=6",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=2",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=2",
                // These delays batch work of several nodes; a single node does not need them.
                "group.initial.rebalance.delay.ms=0",
                "group.coordinator.append.linger.ms=0",
                "group.min.session.timeout.ms=" + MIN_SESSION_TIMEOUT_MILLIS,
                "controller.quorum.append.linger.ms=0",
                "broker.session.timeout.ms="
                        + (hasCrashed() ? SESSION_TIMEOUT_AFTER_CRASH_MILLIS : SESSION_TIMEOUT_MILLIS),
                "broker.heartbeat.interval.ms=" + HEARTBEAT_MILLIS,
                "num.network.threads=2",
                "num.io.threads=4",
                "log.cleaner.dedupe.buffer.size=16777216",
                "log.segment.bytes=67108864",
                "log.index.size.max.bytes=1048576"));
        settings.addAll(listener.settings());
        return settings;
    }

    private static List<String> log4j() {
        return List.of(
                "rootLogger.level=WARN",
                "rootLogger.appenderRef.stdout.ref=STDOUT",
                "appender.console.type=Console",
                "appender.console.name=STDOUT",
                "appender.console.layout.type=PatternLayout",
                "appender.console.layout.pattern=%d{ISO8601} %-5p %c{1} - %m%n",
                "logger.server.name=org.apache.kafka.server",
                "logger.server.level=INFO",
                "logger.kafka.name=kafka.server.KafkaRaftServer",
                "logger.kafka.level=INFO");
    }
}
