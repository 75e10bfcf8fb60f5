package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.localstack.infrastructure.ChildProcess;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.LocalProcess;
import info.sopranoexch.localstack.infrastructure.Ports;
import info.sopranoexch.localstack.infrastructure.Supervisor;
import info.sopranoexch.localstack.infrastructure.Supervisor.Backoff;
import info.sopranoexch.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} and {@code start} with one process, one HTTP server in place of the services, and Kafka. */
class StatusAndStartIT {
    private static final Infrastructure INFRASTRUCTURE = Infrastructure.shared();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", INFRASTRUCTURE.bootstrapServers());
    private static final String DOWN = """
            {"status":"DOWN","components":{"kafka":{"status":"DOWN","details":{"reason":"the brokers do not answer"}}}}""";

    private record Result(int status, String text) {}

    @TempDir
    private Path home;

    private HttpServer server;
    private Sleeper sleeper;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        sleeper = new Sleeper(home);
        sleeper.start();
        writeState("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        sleeper.kill();
        server.stop(0);
    }

    @Test
    void showsPortsHealthLagAndDeadLetters() throws Exception {
        respond("/actuator/health", 200, DOWN);
        INFRASTRUCTURE.createTopics();
        append(Topics.WEBHOOK_EVENTS, 3);
        commit("status-group", Topics.WEBHOOK_EVENTS, 2);
        append(Topics.deadLetter(Topics.DIRECTORY_API_KEYS), 1);

        Result result = soprano("status");

        assertThat(result.status()).as("a process is not healthy").isEqualTo(1);
        assertThat(result.text())
                .containsPattern("sleeper +12345 +" + server.getAddress().getPort() + " +" + sleeper.pid()
                        + " +down: kafka \\(the brokers do not answer\\)")
                .containsPattern("status-group +2\\R")
                .containsPattern("directory\\.api-keys\\.v1\\.dlt +1 ");
    }

    @Test
    void reportsDeadProcess() throws Exception {
        killFromOutside();

        assertThat(soprano("status").text())
                .contains("DEAD; ./soprano start sleeper starts it, ./soprano logs sleeper says why");
    }

    @Test
    void reportsThatKafkaDoesNotRespond() throws Exception {
        respond("/actuator/health", 200, "{\"status\":\"UP\"}");
        writeState(apiUrl(), "127.0.0.1:" + Ports.free());

        assertThat(soprano("status").text())
                .contains("consumer lag and dead letters are unknown: Kafka does not respond in time");
    }

    @Test
    void startsDeadProcess() throws Exception {
        var never = new Backoff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(1));
        try (var supervisor = new Supervisor(List.of(sleeper), never, message -> {}, () -> writeState(apiUrl()));
                var _ = StartRequests.answer(new StackFolder(home), supervisor::startNow)) {
            killFromOutside();

            Result result = soprano("start", "sleeper");

            assertThat(result).isEqualTo(new Result(0, "sleeper is up, process " + sleeper.pid() + "\n"));
            assertThat(soprano("start", "sleeper").text()).contains("is up already");
            assertThat(soprano("start", "nobody"))
                    .isEqualTo(new Result(1, "there is no process nobody; there are sleeper\n"));
        }
    }

    private String apiUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void writeState(String url) {
        writeState(url, INFRASTRUCTURE.bootstrapServers());
    }

    private void writeState(String url, String bootstrapServers) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(RunningStack.PHASE, RunningStack.UP);
        facts.put(RunningStack.API_URL, url);
        facts.put(RunningStack.SANDBOX_URL, url);
        facts.put(RunningStack.REGISTRY_URL, INFRASTRUCTURE.registryUrl());
        facts.put(RunningStack.BOOTSTRAP_SERVERS, bootstrapServers);
        facts.put(RunningStack.PORT + "sleeper", "12345");
        facts.put(RunningStack.HEALTH + "sleeper", url + "/actuator/health");
        RunningStack.write(new StackFolder(home), facts, List.of(sleeper));
    }

    private void respond(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private void killFromOutside() {
        ProcessHandle.of(sleeper.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !sleeper.isAlive());
    }

    private Result soprano(String... arguments) {
        List<String> line = new ArrayList<>(Arrays.asList(arguments));
        line.addAll(List.of("--home", home.toString()));
        var text = new StringWriter();
        int status = LocalStackCommand.commandLine()
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(text, true))
                .execute(line.toArray(String[]::new));
        return new Result(status, text.toString());
    }

    private static void append(String topic, int count) throws Exception {
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1}))
                        .get();
            }
        }
    }

    private static void commit(String group, String topic, long beforeEnd) throws Exception {
        try (Admin admin = Admin.create(KAFKA)) {
            var partition = new TopicPartition(topic, 0);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(30, TimeUnit.SECONDS)
                    .offset();
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(end - beforeEnd)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static final class Sleeper extends LocalProcess {
        private final Path folder;

        private Sleeper(Path folder) {
            super("sleeper", folder.resolve("sleeper.log"), 0);
            this.folder = folder;
        }

        @Override
        protected ChildProcess launch() {
            return ChildProcess.start(
                    name(), ChildProcess.Shutdown.by("TERM"), List.of("sleep", "1000"), Map.of(), folder, log());
        }

        @Override
        protected void probe() {}

        @Override
        protected Duration startLimit() {
            return Duration.ofSeconds(30);
        }
    }
}
