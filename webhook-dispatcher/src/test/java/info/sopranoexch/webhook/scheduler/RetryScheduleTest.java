package info.sopranoexch.webhook.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    private final RetrySchedule middle = new RetrySchedule(() -> 0.5, Duration.ofHours(1), () -> NOW);

    @Test
    void exhaustsADeliveryAfterFourteenAttemptsInAboutThreeDays() {
        Duration sum = Duration.ZERO;
        Delivery delivery = DeliveryFixture.delivery(1, 1);
        int attempts = 1;
        while (middle.afterFailure(delivery, SendResultFixture.status(500))
                instanceof AttemptOutcome.Retry(Instant at)) {
            sum = sum.plus(Duration.between(NOW, at));
            delivery = delivery.attempted(at);
            attempts++;
        }

        assertThat(attempts).isEqualTo(14).isEqualTo(RetrySchedule.attempts());
        assertThat(sum).isBetween(Duration.ofHours(71), Duration.ofHours(73));
    }

    @Test
    void variesDelaysByTwentyPercent() {
        Delivery delivery = DeliveryFixture.delivery(1, 1);

        assertThat(new RetrySchedule(() -> 0, Duration.ofHours(1), () -> NOW)
                        .afterFailure(delivery, SendResultFixture.status(500)))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plusMillis(4_000)));
        assertThat(new RetrySchedule(() -> 1, Duration.ofHours(1), () -> NOW)
                        .afterFailure(delivery, SendResultFixture.status(500)))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plusMillis(6_000)));
    }

    @Test
    void usesRetryAfterAsLowerBound() {
        Delivery delivery = DeliveryFixture.delivery(1, 1);

        assertThat(middle.afterFailure(delivery, SendResultFixture.retryAfter(Duration.ofSeconds(90))))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plusSeconds(90)));
        assertThat(middle.afterFailure(delivery, SendResultFixture.retryAfter(Duration.ofSeconds(1))))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plusSeconds(5)));
    }

    @Test
    void limitsRetryAfterToOneHour() {
        assertThat(middle.afterFailure(
                        DeliveryFixture.delivery(1, 1), SendResultFixture.retryAfter(Duration.ofDays(27_000))))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plus(Duration.ofHours(1))));
        assertThat(middle.afterFailure(
                        DeliveryFixture.delivery(1, 1, 8, 0), SendResultFixture.retryAfter(Duration.ofDays(1))))
                .as("the schedule's own delay is longer")
                .isEqualTo(new AttemptOutcome.Retry(NOW.plus(Duration.ofHours(8))));
    }

    @Test
    void countsAttemptsFromTheRedelivery() {
        Delivery old = DeliveryFixture.delivery(1, 1, 14, 14);

        assertThat(middle.afterFailure(old, SendResultFixture.status(500)))
                .isEqualTo(new AttemptOutcome.Retry(NOW.plusSeconds(5)));
    }
}
