package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.SecuredKafka;
import info.sopranoexch.payment.PaymentServiceApplication;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.ServiceSettings;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.deploy.DeployTopicsAndSchemas;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** Deploys topics to, and runs the service with, a cluster with TLS and SASL, by the settings of docs/kafka.md. */
class SecuredKafkaIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static SecuredKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = SecuredKafka.start(folder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void connectsToSecuredBrokers() throws Exception {
        assertThatThrownBy(() -> ask(kafka, kafka.intruder()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        deploy(kafka);
        try (ConfigurableApplicationContext service = start(kafka, kafka.client())) {
            createPayment(service);
        }
    }

    /** Without the retry setting, a container stops at the first authorization error. */
    @Test
    void waitsWhileBrokersRejectConsumer() {
        try (ConfigurableApplicationContext service = start(kafka, kafka.intruder())) {
            var http = new Http(
                    ((WebServerApplicationContext) service).getWebServer().getPort());
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(http.get("/actuator/health/readiness", 0).status()).isEqualTo(503);
                assertThat(http.get("/actuator/health", 0).text())
                        .contains(
                                "waits for kafka since",
                                "the brokers rejected the credentials or permissions: AUTHENTICATION");
            });
            assertThat(service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers())
                    .allMatch(container -> container.isRunning());
        }
    }

    private static int ask(SecuredKafka kafka, Map<String, String> client) throws Exception {
        var settings = new HashMap<String, Object>(client);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS).size();
        }
    }

    /** A separate process that is configured by environment variables, as {@code contracts} in docker-compose.yml. */
    private void deploy(SecuredKafka kafka) throws Exception {
        Path output = folder.resolve("deploy.log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeployTopicsAndSchemas.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "SCHEMA_REGISTRY_URL",
                        Infrastructure.shared().registryUrl(),
                        "TOPIC_REPLICATION_FACTOR",
                        "1",
                        "TOPIC_MIN_INSYNC_REPLICAS",
                        "1"));
        kafka.client().forEach((name, value) -> builder.environment().put(variable("KAFKA_CLIENT_", name), value));
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(ask(kafka, kafka.client())).isGreaterThanOrEqualTo(2 * Topics.ALL.size());
    }

    private static ConfigurableApplicationContext start(SecuredKafka kafka, Map<String, String> client) {
        Map<String, Object> environment = new HashMap<>();
        environment.put("SPRING_KAFKA_BOOTSTRAPSERVERS", kafka.bootstrapServers());
        client.forEach((name, value) -> environment.put(variable("SPRING_KAFKA_PROPERTIES_", name), value));
        var application = new SpringApplication(PaymentServiceApplication.class);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("secured-systemEnvironment", environment)));
        application.setRegisterShutdownHook(false);
        for (String pair : ServiceSettings.pairs("payment_secured")) {
            int equals = pair.indexOf('=');
            environment.putIfAbsent(variable("", pair.substring(0, equals)), pair.substring(equals + 1));
        }
        environment.put("SERVER_PORT", "0");
        return application.run();
    }

    private static String variable(String prefix, String name) {
        return prefix + name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    }

    private static void createPayment(ConfigurableApplicationContext service) {
        var http =
                new Http(((WebServerApplicationContext) service).getWebServer().getPort());
        long account = http.post("/internal/api-keys", 0, "{\"name\":\"test\"}")
                .json()
                .path("account_id")
                .asLong();
        String shop = "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}";
        long merchant = http.post("/internal/merchants", account, shop)
                .json()
                .path("id")
                .asLong();
        String id = Commands.newPaymentId();
        byte[] command =
                service.getBean(AvroCodec.class).write(Topics.PAYMENT_COMMANDS, Commands.create(account, merchant, id));
        service.getBean(RecordSender.class)
                .send(List.of(
                        new ProducerRecord<>(Topics.PAYMENT_COMMANDS, id.getBytes(StandardCharsets.UTF_8), command)));
        await().atMost(SOON)
                .until(() -> http.get("/internal/payments/" + id, account).status() == 200);
    }
}
