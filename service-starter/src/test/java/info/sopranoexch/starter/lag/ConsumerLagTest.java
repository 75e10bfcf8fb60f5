package info.sopranoexch.starter.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsumerLagTest {
    /** As in a context that is paused and restarted. */
    @Test
    void keepsMetersAfterRestart() {
        var meters = new SimpleMeterRegistry();
        var lag = new ConsumerLag(
                () -> Map.of("group", Set.of("topic")),
                () -> {
                    throw new IllegalStateException("not used in this test");
                },
                new LagProperties(Duration.ofHours(1), Duration.ofHours(1)),
                meters);
        lag.start();
        lag.stop();
        lag.start();
        lag.stop();

        lag.groups.get("group").seen(new ConsumerGroupOffsets.Position(Map.of("topic", 7L), 100), 0);
        assertThat(meters.get("soprano.consumer.lag").gauge().value()).isEqualTo(7);
    }
}
