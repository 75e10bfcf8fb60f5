package info.sopranoexch.localstack;

import info.sopranoexch.localstack.deadletters.Cluster;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which Kafka and registry a command is about: those that are named, or else those of the running local stack. */
final class WhichCluster {
    @Mixin
    private Main.Where where = new Main.Where();

    @Option(
            scope = ScopeType.INHERIT,
            names = "--bootstrap",
            description = "brokers, host:port,...; default: $KAFKA_BOOTSTRAP_SERVERS, or the running local stack's",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}")
    private @Nullable String bootstrap;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--registry",
            description = "base URL of Confluent's API; default: $SCHEMA_REGISTRY_URL, or the running local stack's",
            defaultValue = "${env:SCHEMA_REGISTRY_URL}")
    private @Nullable String registry;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--config",
            description = "a properties file for the clients of both, such as security.protocol, basic.auth.user.info")
    private @Nullable Path config;

    /** @throws IllegalStateException when neither is named and nothing is up */
    Cluster cluster() {
        Map<String, String> settings = new HashMap<>();
        if (config != null) {
            read(config).forEach((name, value) -> settings.put(name.toString(), value.toString()));
        }
        put(settings, "bootstrap.servers", bootstrap, () -> running(RunningStack.BOOTSTRAP_SERVERS));
        put(settings, "schema.registry.url", registry, () -> running(RunningStack.REGISTRY_URL));
        return new Cluster(settings);
    }

    private static void put(
            Map<String, String> settings, String name, @Nullable String given, Supplier<String> otherwise) {
        if (given != null && !given.isBlank()) {
            settings.put(name, given);
        } else if (!settings.containsKey(name)) {
            settings.put(name, otherwise.get());
        }
    }

    private String running(String fact) {
        return RunningStack.in(where.folder())
                .orElseThrow(() -> new IllegalStateException(
                        "nothing is up; ./soprano up starts it, or name a cluster: --bootstrap and --registry"))
                .get(fact);
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return properties;
    }
}
