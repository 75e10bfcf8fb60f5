package info.sopranoexch.gateway.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** How far behind the gateway's own consumers are. They belong to no group that commits, so only they can tell. */
@Component
class FollowerMetrics {
    FollowerMetrics(List<Follower> followers, MeterRegistry meters) {
        for (Follower follower : followers) {
            Gauge.builder("soprano.gateway.follower.lag", follower, Follower::lag)
                    .description("records that a follower has not read yet, of the partition furthest behind")
                    .tag("follower", follower.name())
                    .register(meters);
        }
    }
}
