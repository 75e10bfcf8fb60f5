package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A Kafka of one node (KRaft) on loopback, in a JVM and on a class path of its own. */
public final class KafkaBroker implements Member {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int HEAP_MEGABYTES = 384;

    private final Path home;
    private final Path libraries;
    private final Path log;
    private final int port;
    private final int controllerPort;
    private @Nullable ChildProcess child;

    /**
     * @param home holds settings and data, and keeps them
     * @param projectRoot where local-stack/kafka-distribution was built
     */
    public KafkaBroker(Path home, Path projectRoot, Path log, int port, int controllerPort) {
        this.home = home.toAbsolutePath();
        this.libraries = projectRoot.resolve("local-stack/kafka-distribution/target/libs");
        this.log = log;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public String name() {
        return "kafka";
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(libraries + " is missing: build local-stack/kafka-distribution");
        }
        PortTakenException.check(name(), port);
        PortTakenException.check(name() + " (controller)", controllerPort);
        try {
            Files.createDirectories(home);
            KafkaSettings settings = new KafkaSettings(home, port, controllerPort);
            settings.write();
            if (!settings.isFormatted()) {
                format(settings);
            }
            child = ChildProcess.start(name(), "TERM", command(settings), Map.of(), home, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name(), e);
        }
        Readiness.await(child, START_LIMIT, () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            }
        });
    }

    private List<String> command(KafkaSettings settings) {
        return java(settings, "kafka.Kafka", settings.file().toString());
    }

    private void format(KafkaSettings settings) {
        String file = settings.file().toString();
        String cluster = Uuid.randomUuid().toString();
        ChildProcess formatting = ChildProcess.start(
                name() + " (format)",
                "TERM",
                java(settings, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", file, "--ignore-formatted"),
                Map.of(),
                home,
                log);
        if (!formatting.awaitExit(START_LIMIT) || formatting.exitValue() != 0) {
            formatting.kill();
            throw formatting.failure("failed");
        }
    }

    private List<String> java(KafkaSettings settings, String... mainAndArguments) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile=" + settings.logging().toUri(),
                "-Dlog4j2.disable.jmx=true",
                "-cp",
                libraries + "/*"));
        arguments.addAll(List.of(mainAndArguments));
        return JavaCommand.of(HEAP_MEGABYTES, arguments);
    }

    @Override
    public synchronized void stop() {
        if (child != null) {
            child.stop();
        }
    }

    @Override
    public synchronized void kill() {
        if (child != null) {
            child.kill();
        }
    }

    @Override
    public boolean isAlive() {
        return child != null && child.isAlive();
    }
}
