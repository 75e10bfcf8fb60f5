package info.sopranoexch.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when {@code listen} stops by itself: after an event of a type, or after a time. */
final class StopCondition {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final @Nullable String eventType;
    private final Duration timeout;
    private final long startedAt = System.nanoTime();

    /** A null condition is never met. */
    StopCondition(@Nullable String eventType, @Nullable Duration timeout) {
        this.eventType = eventType;
        this.timeout = timeout == null ? FOREVER : timeout;
    }

    boolean isReachedBy(JsonNode event) {
        return event.path("type").asText().equals(eventType);
    }

    /** Whether the time is over. */
    boolean isReached() {
        return !remaining().isPositive();
    }

    Duration remaining() {
        return timeout.minusNanos(System.nanoTime() - startedAt);
    }
}
