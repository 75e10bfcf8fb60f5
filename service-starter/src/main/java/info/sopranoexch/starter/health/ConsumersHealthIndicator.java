package info.sopranoexch.starter.health;

import info.sopranoexch.starter.lag.ConsumerLag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Reports for each consumer group whether it runs in this instance, its partitions here, and whether it makes progress. A
 * group without a partition is healthy: there may be more instances than partitions.
 */
final class ConsumersHealthIndicator implements HealthIndicator {
    /** Longer than any pause between two attempts at a batch. */
    private static final Duration MAX_STALL = Duration.ofSeconds(60);

    private final KafkaListenerEndpointRegistry containers;
    private final ConsumerLag lag;

    ConsumersHealthIndicator(KafkaListenerEndpointRegistry containers, ConsumerLag lag) {
        this.containers = containers;
        this.lag = lag;
    }

    @Override
    public Health health() {
        Map<String, Duration> stalled = lag.stalled();
        boolean up = true;
        Map<String, Object> groups = new LinkedHashMap<>();
        for (MessageListenerContainer container : containers.getListenerContainers()) {
            String group = String.valueOf(container.getGroupId());
            Duration still = stalled.getOrDefault(group, Duration.ZERO);
            boolean moves = still.compareTo(MAX_STALL) < 0;
            boolean expected = container.isAutoStartup();
            up &= moves && (container.isRunning() || !expected);
            groups.put(group, describe(container, still, moves));
        }
        return (up ? Health.up() : Health.down()).withDetails(groups).build();
    }

    private static Map<String, Object> describe(MessageListenerContainer container, Duration still, boolean moves) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", !container.isRunning() ? "stopped" : moves ? "moving" : "stalled");
        var assigned = container.getAssignedPartitions();
        details.put("partitions", assigned == null ? 0 : assigned.size());
        details.put("stalled_seconds", still.toSeconds());
        return details;
    }
}
