package info.sopranoexch.webhook.lane;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    private final RetrySchedule middle = new RetrySchedule(() -> 0.5, Duration.ofHours(1));

    @Test
    void comesAgainAsTheContractSaysAndGivesUpAfterAboutThreeDays() {
        Duration sum = Duration.ZERO;
        Delivery delivery = Deliveries.delivery(1, 1);
        int attempts = 1;
        while (middle.verdict(delivery, Results.status(500), NOW) instanceof Verdict.Retry(Instant at)) {
            sum = sum.plus(Duration.between(NOW, at));
            delivery = delivery.attempted(at);
            attempts++;
        }

        assertThat(attempts).isEqualTo(14).isEqualTo(RetrySchedule.attempts());
        assertThat(sum).isBetween(Duration.ofHours(71), Duration.ofHours(73));
    }

    @Test
    void variesByAFifthEitherWay() {
        Delivery delivery = Deliveries.delivery(1, 1);

        assertThat(new RetrySchedule(() -> 0, Duration.ofHours(1)).verdict(delivery, Results.status(500), NOW))
                .isEqualTo(new Verdict.Retry(NOW.plusMillis(4_000)));
        assertThat(new RetrySchedule(() -> 1, Duration.ofHours(1)).verdict(delivery, Results.status(500), NOW))
                .isEqualTo(new Verdict.Retry(NOW.plusMillis(6_000)));
    }

    @Test
    void takesRetryAfterAsALowerBound() {
        Delivery delivery = Deliveries.delivery(1, 1);

        assertThat(middle.verdict(delivery, Results.retryAfter(Duration.ofSeconds(90)), NOW))
                .isEqualTo(new Verdict.Retry(NOW.plusSeconds(90)));
        assertThat(middle.verdict(delivery, Results.retryAfter(Duration.ofSeconds(1)), NOW))
                .isEqualTo(new Verdict.Retry(NOW.plusSeconds(5)));
    }

    @Test
    void takesAnHourOfARetryAfterAtMost() {
        assertThat(middle.verdict(Deliveries.delivery(1, 1), Results.retryAfter(Duration.ofDays(27_000)), NOW))
                .isEqualTo(new Verdict.Retry(NOW.plus(Duration.ofHours(1))));
        assertThat(middle.verdict(Deliveries.delivery(1, 1, 8, 0), Results.retryAfter(Duration.ofDays(1)), NOW))
                .as("the schedule's own delay is longer")
                .isEqualTo(new Verdict.Retry(NOW.plus(Duration.ofHours(8))));
    }

    @Test
    void countsFromTheRedelivery() {
        Delivery old = Deliveries.delivery(1, 1, 14, 14);

        assertThat(middle.verdict(old, Results.status(500), NOW)).isEqualTo(new Verdict.Retry(NOW.plusSeconds(5)));
    }
}
