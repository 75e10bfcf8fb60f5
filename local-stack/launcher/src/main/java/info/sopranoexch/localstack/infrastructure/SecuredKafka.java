package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.Map;

/** A Kafka that takes TLS and a name with a password only, for tests of the settings that a real cluster needs. */
public final class SecuredKafka implements AutoCloseable {
    private final KafkaSecurity security;
    private final KafkaBroker broker;

    private SecuredKafka(KafkaSecurity security, KafkaBroker broker) {
        this.security = security;
        this.broker = broker;
    }

    /** @param folder for its data, its log and its certificate */
    public static SecuredKafka start(Path folder) {
        KafkaSecurity security = KafkaSecurity.make(folder.resolve("tls"));
        var broker = new KafkaBroker(
                folder.resolve("kafka"),
                Installation.of(ProjectRoot.find()),
                folder.resolve("kafka.log"),
                Ports.free(),
                Ports.free(),
                security);
        broker.start();
        return new SecuredKafka(security, broker);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Kafka's settings of a client that is let in, without {@code bootstrap.servers}. */
    public Map<String, String> client() {
        return security.client(security.password());
    }

    /** The same with another password. */
    public Map<String, String> intruder() {
        return security.client("a guess");
    }

    @Override
    public void close() {
        broker.kill();
    }
}
