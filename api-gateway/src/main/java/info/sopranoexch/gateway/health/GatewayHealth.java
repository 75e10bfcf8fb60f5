package info.sopranoexch.gateway.health;

import info.sopranoexch.gateway.commands.CommandProducer;
import info.sopranoexch.gateway.commands.ReplyListener;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Checks the gateway and the services that it needs. The checks run at most once a second, however often it is called. As the
 * indicator {@code edge} of the readiness group it keeps traffic away until the gateway is ready.
 */
@Component("edge")
class GatewayHealth implements HealthIndicator {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final InternalService paymentService;
    private final CompactedTopicReader<?> directory;
    private final ReplyListener replies;
    private final CommandProducer commands;
    private final ApplicationAvailability availability;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Admin admin;
    private @Nullable Map<String, Boolean> lastChecks;
    private long lastCheckedAt;

    GatewayHealth(
            KafkaClients clients,
            @Qualifier("paymentService") InternalService paymentService,
            CompactedTopicReader<?> directory,
            ReplyListener replies,
            CommandProducer commands,
            ApplicationAvailability availability) {
        this.clients = clients;
        this.paymentService = paymentService;
        this.directory = directory;
        this.replies = replies;
        this.commands = commands;
        this.availability = availability;
    }

    /** Returns the checks of {@code /health}: true for each part that works. */
    Map<String, Boolean> checks() {
        if (!acceptsTraffic()) {
            return Map.of("gateway", false);
        }
        lock.lock();
        try {
            Map<String, Boolean> checks = lastChecks;
            if (checks == null || System.nanoTime() - lastCheckedAt > MAX_AGE.toNanos()) {
                checks = runChecks();
                lastChecks = checks;
                lastCheckedAt = System.nanoTime();
            }
            return checks;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Boolean> runChecks() {
        var paymentServiceCheck =
                CompletableFuture.supplyAsync(this::isPaymentServiceReady, Thread::startVirtualThread);
        Map<String, Boolean> checks = new LinkedHashMap<>();
        checks.put("kafka", isKafkaReachable());
        checks.put("payment-service", paymentServiceCheck.join());
        checks.put("directory", directory.isComplete());
        checks.put("replies", isReady());
        return checks;
    }

    /** Returns the checks of this instance alone, for load balancers. */
    Map<String, Boolean> readinessChecks() {
        Map<String, Boolean> checks = new LinkedHashMap<>();
        checks.put("gateway", acceptsTraffic());
        checks.put("directory", directory.isComplete());
        checks.put("replies", isReady());
        return checks;
    }

    @Override
    public Health health() {
        return (isReady() ? Health.up() : Health.outOfService())
                .withDetail("directory", directory.isCurrent() ? "loaded" : directory.reason())
                .withDetail("replies", replies.isReady() ? "partition assigned" : "no partition assigned")
                .withDetail("commands", commands.isWarm() ? "ready" : "no schema or no topic yet")
                .build();
    }

    /** Returns true once the directory is loaded, a partition of the replies is assigned and commands can be sent. */
    private boolean isReady() {
        return directory.isComplete() && replies.isReady() && commands.isWarm();
    }

    private boolean acceptsTraffic() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private boolean isPaymentServiceReady() {
        InternalResponse response =
                paymentService.tryCall(InternalRequest.get("/actuator/health/readiness", null), TIMEOUT);
        return response != null && response.isSuccess();
    }

    private boolean isKafkaReachable() {
        try {
            Admin client = admin == null ? clients.admin() : admin;
            admin = client;
            return !client.describeCluster()
                    .nodes()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        Admin open = admin;
        if (open != null) {
            open.close(TIMEOUT);
        }
    }
}
