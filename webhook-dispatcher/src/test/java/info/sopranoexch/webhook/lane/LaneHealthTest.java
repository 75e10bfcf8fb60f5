package info.sopranoexch.webhook.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneHealthTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");
    private static final Duration FAST = Duration.ofMillis(10);

    private final RetrySchedule schedule = new RetrySchedule(() -> 0.5, Duration.ofHours(1));
    private final LaneHealth health =
            new LaneHealth(LaneSettings.DEFAULTS, new LaneLease(1, 1, 1, true, 0, null, null));

    @Test
    void startsSlowlyAndGrowsWithSuccessUpToItsBound() {
        assertThat(health.allowed(NOW)).isEqualTo(1);
        health.succeeded(FAST);
        assertThat(health.allowed(NOW)).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            health.succeeded(FAST);
        }
        assertThat(health.allowed(NOW)).isEqualTo(LaneSettings.DEFAULTS.maxLaneConcurrency());
    }

    @Test
    void halvesWithEachFailureAndIsSlowUntilItSucceeds() {
        for (int i = 0; i < 7; i++) {
            health.succeeded(FAST);
        }
        health.failed(Results.status(500), NOW, schedule);

        assertThat(health.allowed(NOW)).isEqualTo(4);
        assertThat(health.isSlow()).isTrue();

        health.succeeded(FAST);
        assertThat(health.isSlow()).isFalse();
    }

    @Test
    void pausesAfterFailuresInARowThenProbesAndThenStartsSlowlyAgain() {
        fail(5);
        assertThat(health.allowed(NOW)).isZero();
        assertThat(health.resumesAt()).isEqualTo(NOW.plusSeconds(30));

        Instant later = NOW.plusSeconds(30);
        assertThat(health.allowed(later)).isEqualTo(1);
        health.failed(Results.status(500), later, schedule);
        assertThat(health.resumesAt()).isEqualTo(later.plusSeconds(60));

        Instant muchLater = later.plusSeconds(60);
        assertThat(health.succeeded(FAST)).isTrue();
        assertThat(health.allowed(muchLater)).isEqualTo(1);
        health.succeeded(FAST);
        assertThat(health.allowed(muchLater)).isEqualTo(2);
    }

    @Test
    void pausesForTenMinutesAtMost() {
        Instant now = NOW;
        for (int i = 0; i < 40; i++) {
            health.failed(Results.error("timeout"), now, schedule);
            now = health.resumesAt().isAfter(now) ? health.resumesAt() : now;
        }
        health.failed(Results.error("timeout"), now, schedule);
        assertThat(health.resumesAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void waitsAsARetryAfterAsks() {
        health.failed(Results.retryAfter(Duration.ofSeconds(90)), NOW, schedule);

        assertThat(health.allowed(NOW.plusSeconds(89))).isZero();
        assertThat(health.allowed(NOW.plusSeconds(90))).isEqualTo(1);
    }

    @Test
    void waitsAQuarterOfAnHourAtMostForARetryAfter() {
        health.failed(Results.retryAfter(Duration.ofDays(1)), NOW, schedule);

        assertThat(health.resumesAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void keepsWaitingWhenAnAttemptThatBeganEarlierSucceeds() {
        health.failed(Results.retryAfter(Duration.ofSeconds(90)), NOW, schedule);
        health.succeeded(FAST);

        assertThat(health.allowed(NOW.plusSeconds(89))).isZero();
        assertThat(health.allowed(NOW.plusSeconds(90))).isPositive();
    }

    @Test
    void countsNoFailureWhileItIsPaused() {
        fail(20);

        assertThat(health.marks().failures()).isEqualTo(LaneSettings.DEFAULTS.breakerAfter());
        assertThat(health.resumesAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void isSwitchedOffByA410UntilTheMerchantChangesTheEndpoint() {
        health.failed(Results.status(410), NOW, schedule);
        assertThat(health.allowed(NOW.plus(Duration.ofDays(30)))).isZero();
        assertThat(health.marks().disabledReason()).isEqualTo("gone");

        health.changed(true);
        assertThat(health.allowed(NOW)).isEqualTo(1);
    }

    @Test
    void isSlowWhenItTakesLongOrHangs() {
        health.succeeded(Duration.ofSeconds(3));
        assertThat(health.isSlow()).isTrue();
        for (int i = 0; i < 20; i++) {
            health.succeeded(FAST);
        }
        assertThat(health.isSlow()).isFalse();
        health.stalled();
        assertThat(health.isSlow()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.failed(Results.status(500), NOW, schedule);
        }
    }
}
