package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallbackRetryScheduleTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void endsAfter24Hours() {
        Instant now = CREATED;
        Instant last = now;
        int attempts = 0;
        for (Instant next = now; next != null; next = CallbackRetrySchedule.next(attempts, CREATED, now)) {
            last = next;
            now = next;
            attempts++;
        }
        assertThat(Duration.between(CREATED, last)).isBetween(Duration.ofHours(22), Duration.ofHours(24));
        assertThat(attempts).isBetween(25, 40);
    }

    @Test
    void firstRetryIsAfterAboutOneSecond() {
        assertThat(CallbackRetrySchedule.next(1, CREATED, CREATED))
                .isBetween(CREATED.plusMillis(800), CREATED.plusMillis(1_200));
    }
}
