package info.sopranoexch.webhook.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.webhook.WebhookDispatcherApplication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Instances of the service on one database. The tests of a JVM share one instance. */
public final class Dispatcher {
    public static final String TOKEN = "0123456789abcdef-internal";
    private static final String DATABASE = "webhook";

    private static final class Holder {
        private static final ConfigurableApplicationContext SHARED = start(Map.of());
    }

    private Dispatcher() {}

    public static KafkaTestClient kafka() {
        return KafkaTestClient.shared();
    }

    public static void publish(Merchant merchant) {
        kafka().send(Topics.DIRECTORY_MERCHANTS, String.valueOf(merchant.getMerchantId()), merchant);
    }

    public static void publish(PaymentEvent... events) {
        publish(List.of(events));
    }

    public static void publish(List<PaymentEvent> events) {
        kafka().sendAll(events.stream()
                .map(event -> new ProducerRecord<>(
                        Topics.PAYMENT_EVENTS,
                        event.getPayment().getPaymentId(),
                        kafka().serialize(Topics.PAYMENT_EVENTS, event)))
                .toList());
    }

    public static ConfigurableApplicationContext shared() {
        return Holder.SHARED;
    }

    /** Starts another instance, which the caller closes. */
    public static ConfigurableApplicationContext start(Map<String, Object> overrides) {
        return start(overrides, _ -> {});
    }

    /** @param created receives the context before it is started */
    public static ConfigurableApplicationContext start(
            Map<String, Object> overrides, Consumer<ConfigurableApplicationContext> created) {
        SpringApplication application = new SpringApplicationBuilder(WebhookDispatcherApplication.class).build();
        application.setDefaultProperties(properties(overrides));
        application.addInitializers(created::accept);
        return application.run();
    }

    /** The settings of an instance on the shared infrastructure. */
    public static Map<String, Object> properties(Map<String, Object> overrides) {
        Infrastructure infrastructure = Infrastructure.shared();
        infrastructure.createTopics();
        Map<String, Object> properties = new HashMap<>();
        properties.put("SERVER_PORT", "0");
        properties.put("DATABASE_URL", infrastructure.jdbcUrl(DATABASE));
        properties.put("DATABASE_USER", DATABASE);
        properties.put("DATABASE_PASSWORD", DATABASE);
        properties.put("KAFKA_BOOTSTRAP_SERVERS", infrastructure.bootstrapServers());
        properties.put("SCHEMA_REGISTRY_URL", infrastructure.registryUrl());
        properties.put("SOPRANO_INTERNAL_TOKEN", TOKEN);
        properties.put("SOPRANO_SECRETS_KEYSET", Keys.keyset());
        properties.put("soprano.webhooks.allow-loopback", "true");
        properties.put("soprano.webhooks.deadline", "2s");
        properties.put("soprano.scheduler.lease", "2s");
        properties.put("soprano.scheduler.heartbeat", "200ms");
        properties.put("soprano.scheduler.breaker-pause", "500ms");
        properties.putAll(overrides);
        return properties;
    }

    public static JdbcClient jdbc() {
        return shared().getBean(JdbcClient.class);
    }

    /** Sends requests to the shared instance as the gateway does. @param accountId 0 for an operator */
    public static HttpTestClient http(long accountId) {
        return http(shared(), accountId);
    }

    /** As {@link #http(long)}, to another instance. */
    public static HttpTestClient http(ConfigurableApplicationContext instance, long accountId) {
        int port = ((WebServerApplicationContext) instance).getWebServer().getPort();
        return HttpTestClient.localhost(port)
                .with("Authorization", "Bearer " + TOKEN)
                .with("X-Account-Id", String.valueOf(accountId));
    }
}
