package info.sopranoexch.gateway.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of clients that wait for events. {@code soprano.admission.waiting-clients} limits their number.
 *
 * @param pollInterval time between two requests for the positions of the accounts whose clients wait; 10 ms to 10 s
 * @param maxReads reads for waiting clients at once, 1 or more
 * @param clientCheckInterval time between two checks whether a client has closed its connection
 * @param heartbeat silence after which a stream sends a comment
 * @param streamLifetime after this time a stream ends, and its client reconnects
 */
@ConfigurationProperties("soprano.events")
record EventProperties(
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("16") int maxReads,
        @DefaultValue("2s") Duration clientCheckInterval,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("5m") Duration streamLifetime) {

    EventProperties {
        if (pollInterval.toMillis() < 10 || pollInterval.toSeconds() > 10) {
            throw new IllegalArgumentException("soprano.events.poll-interval must be from 10ms to 10s");
        }
        if (maxReads < 1
                || !clientCheckInterval.isPositive()
                || !heartbeat.isPositive()
                || !streamLifetime.isPositive()) {
            throw new IllegalArgumentException("soprano.events: max-reads and the durations must be positive");
        }
    }
}
