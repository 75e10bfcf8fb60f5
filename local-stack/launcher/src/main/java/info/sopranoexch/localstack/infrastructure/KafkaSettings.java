package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files a broker is started with, written anew at each start since the ports may change. */
record KafkaSettings(
        Path home, int port, int controllerPort, @Nullable KafkaSecurity security) {
    Path file() {
        return home.resolve("server.properties");
    }

    Path logging() {
        return home.resolve("log4j2.properties");
    }

    Path data() {
        return home.resolve("data");
    }

    boolean isFormatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    void write() throws IOException {
        Files.write(file(), broker());
        Files.write(logging(), log4j());
    }

    private List<String> broker() {
        String listener = security == null ? "PLAINTEXT" : KafkaSecurity.LISTENER;
        List<String> settings = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=1",
                // A fixed voter, not a discovered one: its port may change from start to start.
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "listeners=" + listener + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=" + listener + "://127.0.0.1:" + port,
                "listener.security.protocol.map=" + listener + ":" + listener + ",CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=" + listener,
                "log.dirs=" + data().toString().replace("\\", "\\\\"),
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
                // Both delay every rebalance and every offset commit for company that a single node never has.
                "group.initial.rebalance.delay.ms=0",
                "group.coordinator.append.linger.ms=0",
                "controller.quorum.append.linger.ms=0",
                "num.network.threads=2",
                "num.io.threads=4",
                "log.cleaner.dedupe.buffer.size=16777216",
                "log.segment.bytes=67108864",
                "log.index.size.max.bytes=1048576"));
        if (security != null) {
            settings.addAll(security.broker());
        }
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
