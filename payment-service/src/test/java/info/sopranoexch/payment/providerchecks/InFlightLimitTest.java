package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final Duration FAST = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(1_001);

    private final InFlightLimit limit = new InFlightLimit(properties());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    static ProviderCheckProperties properties() {
        return new ProviderCheckProperties(
                false, 4, 50, 1_000, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(30));
    }

    @Test
    void doublesWithinTimeOfOneCheckAfterStart() {
        complete(50, FAST);
        assertThat(limit.current()).isEqualTo(100);
    }

    @Test
    void risesByOneWithinTimeOfOneCheckAfterDecrease() {
        complete(1, SLOW);
        assertThat(limit.current()).isEqualTo(25);
        complete(26, FAST);
        assertThat(limit.current()).isEqualTo(26);
    }

    @Test
    void doesNotRiseWhileItIsNotUsedUp() {
        for (int number = 0; number < 100; number++) {
            limit.completed(FAST, 24, now);
        }
        assertThat(limit.current()).isEqualTo(50);
    }

    @Test
    void halvesOnceForChecksThatWereInFlightTogether() {
        complete(50, SLOW);
        assertThat(limit.current()).isEqualTo(25);
        now = now.plusSeconds(1);
        complete(25, SLOW);
        assertThat(limit.current()).isEqualTo(12);
    }

    @Test
    void staysWithinBounds() {
        complete(5_000, FAST);
        assertThat(limit.current()).isEqualTo(1_000);
        for (int second = 0; second < 20; second++) {
            now = now.plusSeconds(1);
            complete(1, SLOW);
        }
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void pausesAsLongAsProviderAsks() {
        limit.rateLimited(Duration.ofSeconds(7), now);
        limit.rateLimited(Duration.ofSeconds(2), now);
        assertThat(limit.current()).isEqualTo(25);
        assertThat(limit.isPaused(now.plusMillis(6_999))).isTrue();
        assertThat(limit.isPaused(now.plusSeconds(7))).isFalse();
    }

    @Test
    void limitsPauseThatProviderAsksFor() {
        limit.rateLimited(Duration.ofDays(1), now);
        assertThat(limit.isPaused(now.plusSeconds(60))).isFalse();
    }

    private void complete(int checks, Duration time) {
        for (int number = 0; number < checks; number++) {
            limit.completed(time, limit.current(), now);
        }
    }
}
