package info.sopranoexch.webhook.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.webhook.WebhookDispatcherApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Instances of the whole service, all on one database. The first is shared by the tests of a JVM. */
public final class Dispatcher {
    public static final String TOKEN = "0123456789abcdef-internal";
    private static final String DATABASE = "webhook";

    private static final class Holder {
        private static final Kafka KAFKA = startKafka();
        private static final ConfigurableApplicationContext SHARED = start(Map.of());
    }

    private Dispatcher() {}

    private static Kafka startKafka() {
        Infrastructure.shared().createTopics();
        return new Kafka(Infrastructure.shared());
    }

    public static Kafka kafka() {
        return Holder.KAFKA;
    }

    public static ConfigurableApplicationContext shared() {
        return Holder.SHARED;
    }

    /** Starts another instance, which the caller closes. */
    public static ConfigurableApplicationContext start(Map<String, Object> overrides) {
        return start(overrides, _ -> {});
    }

    /** @param created is given the context before it is started, for a start that waits */
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

    public static String url(String path) {
        int port = ((WebServerApplicationContext) shared()).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
