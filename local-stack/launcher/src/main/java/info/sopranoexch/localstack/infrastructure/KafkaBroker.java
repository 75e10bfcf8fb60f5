package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.localstack.infrastructure.KafkaBrokerConfigFiles.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** A Kafka broker with one node (KRaft) on loopback, in a separate JVM with its own class path. */
public final class KafkaBroker extends LocalProcess {
    private static final int HEAP_MEGABYTES = 384;

    /** The minimum session timeout of consumers. */
    public static final Duration MIN_SESSION_TIMEOUT =
            Duration.ofMillis(KafkaBrokerConfigFiles.MIN_SESSION_TIMEOUT_MILLIS);

    private final Path home;
    private final Installation installation;
    private final int controllerPort;
    private final Listener listener;

    /** @param home folder of properties and data */
    public KafkaBroker(Path home, Installation installation, Path log, int port, int controllerPort) {
        this(home, installation, log, port, controllerPort, Listener.PLAINTEXT);
    }

    KafkaBroker(Path home, Installation installation, Path log, int port, int controllerPort, Listener listener) {
        super("kafka", log, port);
        this.home = home.toAbsolutePath();
        this.installation = installation;
        this.controllerPort = controllerPort;
        this.listener = listener;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    protected ChildProcess launch() {
        Ports.expectFree(name(), port());
        Ports.expectFree(name() + " (controller)", controllerPort);
        KafkaBrokerConfigFiles settings = new KafkaBrokerConfigFiles(home, port(), controllerPort, listener);
        try {
            Files.createDirectories(home);
            settings.write();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name(), e);
        }
        if (!settings.isFormatted()) {
            format();
        }
        List<String> command = java("kafka.Kafka", KafkaBrokerConfigFiles.FILE);
        return ChildProcess.start(name(), installation.caches().shutdown(), command, Map.of(), home, log());
    }

    @Override
    protected void probe() throws IOException {
        Ports.connect(controllerPort);
        Ports.connect(port());
    }

    private void format() {
        String cluster = Uuid.randomUuid().toString();
        List<String> command = java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                cluster,
                "-c",
                KafkaBrokerConfigFiles.FILE,
                "--ignore-formatted");
        ChildProcess formatting = ChildProcess.start(
                name() + " (format)", ChildProcess.Shutdown.by("TERM"), command, Map.of(), home, log());
        if (!formatting.awaitExit(startLimit()) || formatting.exitValue() != 0) {
            formatting.kill();
            throw formatting.failure("failed");
        }
    }

    private List<String> java(String... mainAndArguments) {
        List<Path> jars = installation.kafka();
        List<String> arguments = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile=" + KafkaBrokerConfigFiles.LOGGING_FILE,
                "-Dlog4j2.disable.jmx=true",
                "-cp",
                Installation.classPath(jars)));
        arguments.addAll(List.of(mainAndArguments));
        return installation.caches().command(name(), HEAP_MEGABYTES, JavaCommand.Effort.LASTING, jars, arguments);
    }
}
