package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.Map;

/** A Kafka broker that requires TLS, a user name and a password, for tests of client settings. */
public final class SecuredKafka implements AutoCloseable {
    private final KafkaSecurity security;
    private final KafkaBroker broker;

    private SecuredKafka(KafkaSecurity security, KafkaBroker broker) {
        this.security = security;
        this.broker = broker;
    }

    /** @param folder of data, log and certificate */
    public static SecuredKafka start(Path folder) {
        KafkaSecurity security = KafkaSecurity.make(folder.resolve("tls"));
        var broker = new KafkaBroker(
                folder.resolve("kafka"),
                Installation.of(ProjectRoot.find()),
                folder.resolve("kafka.log"),
                Ports.free(),
                Ports.free(),
                new KafkaBrokerConfigFiles.Listener(KafkaSecurity.LISTENER, security.broker()));
        broker.start();
        return new SecuredKafka(security, broker);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Settings of an authorized client, without {@code bootstrap.servers}. */
    public Map<String, String> client() {
        return security.client(security.password());
    }

    /** Settings with a wrong password. */
    public Map<String, String> intruder() {
        return security.client("a guess");
    }

    @Override
    public void close() {
        broker.kill();
    }
}
