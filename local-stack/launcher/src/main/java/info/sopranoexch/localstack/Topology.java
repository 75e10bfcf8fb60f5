package info.sopranoexch.localstack;

import info.sopranoexch.localstack.ServiceProcess.Spec;
import info.sopranoexch.localstack.infrastructure.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The services of the stack with their jars, ports and environment variables. */
final class Topology {
    private static final String READINESS = "/actuator/health/readiness";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final LocalStack.Options options;
    private final StackPorts ports;
    private final StackSecrets secrets;
    private final Map<String, String> kafka;

    Topology(
            LocalStack.Options options,
            StackPorts ports,
            StackSecrets secrets,
            String bootstrapServers,
            String registryUrl) {
        this.options = options;
        this.ports = ports;
        this.secrets = secrets;
        this.kafka = Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "SCHEMA_REGISTRY_URL", registryUrl);
    }

    List<Spec> services() {
        List<Spec> all = new ArrayList<>();
        for (String suffix : suffixes()) {
            all.add(paymentService(suffix));
            all.add(apiGateway(suffix));
            all.add(webhookDispatcher(suffix));
            all.add(providerAdapter(suffix));
        }
        all.add(sandbox());
        return all;
    }

    String publicUrl() {
        return "http://localhost:" + ports.of("api-gateway");
    }

    /** Gateways have a separate management port, which is not public. */
    String managementUrl(String instance) {
        return "http://127.0.0.1:" + ports.of(instance.replaceFirst("^api-gateway", "api-gateway-management"));
    }

    /** The password of a role. Role and database have the same name. */
    String databasePassword(String database) {
        return secrets.get("database." + database);
    }

    private Spec paymentService(String suffix) {
        var environment = common(database("payment"), "payment-service" + suffix);
        environment.put("SOPRANO_SECRETS_KEYSET", secrets.get(StackSecrets.KEYSET));
        environment.put("SOPRANO_SERVICES_PROVIDER", urls("provider-adapter"));
        return spec("payment-service", suffix, READINESS, 256, environment);
    }

    private Spec apiGateway(String suffix) {
        var environment = common(Map.of(), "api-gateway" + suffix);
        environment.put("MANAGEMENT_SERVER_PORT", port("api-gateway-management" + suffix));
        environment.put("SOPRANO_ADMIN_KEY", secrets.get(StackSecrets.ADMIN_KEY));
        environment.put("SOPRANO_IDS_SECRETS", secrets.get("ids-secret"));
        environment.put("SOPRANO_PAYMENTS_SANDBOX", "true");
        environment.put("SOPRANO_SERVICES_PAYMENT", urls("payment-service"));
        environment.put("SOPRANO_SERVICES_PROVIDER", urls("provider-adapter"));
        environment.put("SOPRANO_SERVICES_WEBHOOK", urls("webhook-dispatcher"));
        return spec("api-gateway", suffix, "/health", 384, environment);
    }

    private Spec webhookDispatcher(String suffix) {
        var environment = common(database("webhook"), "webhook-dispatcher" + suffix);
        environment.put("SOPRANO_SECRETS_KEYSET", secrets.get(StackSecrets.KEYSET));
        return spec("webhook-dispatcher", suffix, READINESS, 256, environment);
    }

    private Spec providerAdapter(String suffix) {
        var environment = common(Map.of(), "provider-adapter" + suffix);
        environment.put("SOPRANO_PAYMOON_URL", url("paymoon-sandbox"));
        environment.put("SOPRANO_PAYMOON_API_TOKEN", secrets.get("paymoon-api-token"));
        environment.put("SOPRANO_PAYMOON_WEBHOOK_SECRETS", secrets.get(StackSecrets.PAYMOON_SECRET));
        environment.put("SOPRANO_PAYMOON_CALLBACK_URL", publicUrl() + "/api/v1/webhook/paymoon");
        return spec("provider-adapter", suffix, READINESS, 192, environment);
    }

    private Spec sandbox() {
        var environment = new HashMap<>(database("sandbox"));
        environment.put("SERVER_PORT", port("paymoon-sandbox"));
        environment.put("SERVER_ADDRESS", LOOPBACK);
        environment.put("PAYMOON_SANDBOX_API_TOKEN", secrets.get("paymoon-api-token"));
        environment.put("PAYMOON_SANDBOX_WEBHOOK_SECRET", secrets.get(StackSecrets.PAYMOON_SECRET));
        return spec("paymoon-sandbox", "", READINESS, 128, environment);
    }

    private Map<String, String> common(Map<String, String> more, String instance) {
        var environment = new HashMap<>(more);
        environment.putAll(kafka);
        environment.put(
                "SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS",
                String.valueOf(KafkaBroker.MIN_SESSION_TIMEOUT.toMillis()));
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", port(instance));
        environment.put("SOPRANO_SHUTDOWN_DRAIN", options.drain().toMillis() + "ms");
        if (!instance.startsWith("api-gateway")) {
            // The gateway listens on all addresses, because localhost may be ::1 for its clients.
            environment.put("SERVER_ADDRESS", LOOPBACK);
        }
        environment.put("SOPRANO_INTERNAL_TOKEN", secrets.get(StackSecrets.INTERNAL_TOKEN));
        environment.put("SOPRANO_PUBLIC_BASE_URL", publicUrl());
        environment.putAll(options.environment());
        return environment;
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + name,
                "DATABASE_USER",
                name,
                "DATABASE_PASSWORD",
                databasePassword(name));
    }

    private Spec spec(String module, String suffix, String health, int heap, Map<String, String> environment) {
        Path jar = options.projectRoot().resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar");
        return new Spec(module + suffix, module, jar, ports.of(module + suffix), health, heap, Map.copyOf(environment));
    }

    private List<String> suffixes() {
        return IntStream.rangeClosed(1, options.instances())
                .mapToObj(number -> number == 1 ? "" : "-" + number)
                .toList();
    }

    /** The URLs of all instances. */
    private String urls(String service) {
        return suffixes().stream().map(suffix -> url(service + suffix)).collect(Collectors.joining(","));
    }

    private String url(String service) {
        return "http://" + LOOPBACK + ":" + ports.of(service);
    }

    private String port(String name) {
        return String.valueOf(ports.of(name));
    }
}
