package info.sopranoexch.webhook.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");
    private static final Duration FAST = Duration.ofMillis(10);

    private final RetrySchedule schedule = new RetrySchedule(() -> 0.5, Duration.ofHours(1), () -> NOW);
    private final EndpointHealth health =
            new EndpointHealth(SchedulerPropertiesFixture.DEFAULTS, new EndpointLease(1, 1, 1, true, 0, null, null));

    @Test
    void raisesTheLimitWithEachSuccess() {
        assertThat(health.allowed(NOW)).isEqualTo(1);
        health.succeeded(FAST);
        assertThat(health.allowed(NOW)).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            health.succeeded(FAST);
        }
        assertThat(health.allowed(NOW)).isEqualTo(SchedulerPropertiesFixture.DEFAULTS.maxEndpointConcurrency());
    }

    @Test
    void halvesTheLimitWithEachFailure() {
        for (int i = 0; i < 7; i++) {
            health.succeeded(FAST);
        }
        health.failed(SendResultFixture.status(500), NOW, schedule);

        assertThat(health.allowed(NOW)).isEqualTo(4);
        assertThat(health.isSlow()).isTrue();

        health.succeeded(FAST);
        assertThat(health.isSlow()).isFalse();
    }

    @Test
    void pausesAfterConsecutiveFailuresAndProbes() {
        fail(5);
        assertThat(health.allowed(NOW)).isZero();
        assertThat(health.resumesAt()).isEqualTo(NOW.plusSeconds(30));

        Instant later = NOW.plusSeconds(30);
        assertThat(health.allowed(later)).isEqualTo(1);
        health.failed(SendResultFixture.status(500), later, schedule);
        assertThat(health.resumesAt()).isEqualTo(later.plusSeconds(60));

        Instant muchLater = later.plusSeconds(60);
        assertThat(health.succeeded(FAST).recovered()).isTrue();
        assertThat(health.allowed(muchLater)).isEqualTo(1);
        health.succeeded(FAST);
        assertThat(health.allowed(muchLater)).isEqualTo(2);
    }

    @Test
    void pausesForTenMinutesAtMost() {
        Instant now = NOW;
        for (int i = 0; i < 40; i++) {
            health.failed(SendResultFixture.error("timeout"), now, schedule);
            now = health.resumesAt().isAfter(now) ? health.resumesAt() : now;
        }
        health.failed(SendResultFixture.error("timeout"), now, schedule);
        assertThat(health.resumesAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void throttlesForRetryAfter() {
        health.failed(SendResultFixture.retryAfter(Duration.ofSeconds(90)), NOW, schedule);

        assertThat(health.allowed(NOW.plusSeconds(89))).isZero();
        assertThat(health.allowed(NOW.plusSeconds(90))).isEqualTo(1);
    }

    @Test
    void throttlesForAtMostFifteenMinutes() {
        health.failed(SendResultFixture.retryAfter(Duration.ofDays(1)), NOW, schedule);

        assertThat(health.resumesAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void staysThrottledWhenAnEarlierAttemptSucceeds() {
        health.failed(SendResultFixture.retryAfter(Duration.ofSeconds(90)), NOW, schedule);
        health.succeeded(FAST);

        assertThat(health.allowed(NOW.plusSeconds(89))).isZero();
        assertThat(health.allowed(NOW.plusSeconds(90))).isPositive();
    }

    @Test
    void countsNoFailureWhilePaused() {
        assertThat(fail(20).failures()).isEqualTo(SchedulerPropertiesFixture.DEFAULTS.breakerAfter());
        assertThat(health.resumesAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void disablesAnEndpointAfter410UntilItChanges() {
        var snapshot = health.failed(SendResultFixture.status(410), NOW, schedule);
        assertThat(health.allowed(NOW.plus(Duration.ofDays(30)))).isZero();
        assertThat(snapshot.disabledReason()).isEqualTo("gone");

        health.changed(true);
        assertThat(health.allowed(NOW)).isEqualTo(1);
    }

    @Test
    void isSlowWhenAttemptsTakeLongOrStall() {
        health.succeeded(Duration.ofSeconds(3));
        assertThat(health.isSlow()).isTrue();
        for (int i = 0; i < 20; i++) {
            health.succeeded(FAST);
        }
        assertThat(health.isSlow()).isFalse();
        health.stalled();
        assertThat(health.isSlow()).isTrue();
    }

    private EndpointHealth.Snapshot fail(int times) {
        for (int i = 1; i < times; i++) {
            health.failed(SendResultFixture.status(500), NOW, schedule);
        }
        return health.failed(SendResultFixture.status(500), NOW, schedule);
    }
}
