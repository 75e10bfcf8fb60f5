package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Assigns a port to each name: its default port, or a free port. */
final class StackPorts {
    private static final Map<String, Integer> USUAL = Map.ofEntries(
            Map.entry("api-gateway", 8080),
            Map.entry("api-gateway-management", 8079),
            Map.entry("payment-service", 8081),
            Map.entry("provider-adapter", 8082),
            Map.entry("webhook-dispatcher", 8083),
            Map.entry("registry", 8085),
            Map.entry("registry-management", 8086),
            Map.entry("paymoon-sandbox", 8090),
            Map.entry("postgres", 5433),
            Map.entry("kafka", 9092),
            Map.entry("kafka-controller", 9093));

    private final Map<String, Integer> chosen = new LinkedHashMap<>();
    private final boolean onlyFree;
    private final Consumer<String> log;

    /** @param log logs each default port that is taken */
    StackPorts(boolean onlyFree, Consumer<String> log) {
        this.onlyFree = onlyFree;
        this.log = log;
    }

    /**
     * The same name always has the same port. Names without a default port, such as second instances, get a free port.
     */
    synchronized int of(String name) {
        return chosen.computeIfAbsent(name, this::choose);
    }

    private int choose(String name) {
        Integer usual = USUAL.get(name);
        if (onlyFree || usual == null) {
            return free();
        }
        if (Ports.isFree(usual)) {
            return usual;
        }
        int other = free();
        log.accept("port " + usual + " of " + name + " is taken, using " + other);
        return other;
    }

    private int free() {
        int port = Ports.free();
        while (chosen.containsValue(port)) {
            port = Ports.free();
        }
        return port;
    }
}
