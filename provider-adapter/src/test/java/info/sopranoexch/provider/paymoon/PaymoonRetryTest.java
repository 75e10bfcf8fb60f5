package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.paymoon.PaymoonResponse.Cause;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Declined;
import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PaymoonRetryTest {
    private static final PaymoonResponse OUTAGE = new NoResponse("status 503", Cause.OUTAGE, null);
    private static final Duration BACKOFF = Duration.ofMillis(20);

    private final List<Long> attemptsAt = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void retriesOutageUntilMaxAttempts(int attempts) {
        assertThat(call(calls(attempts, Duration.ofHours(1)), OUTAGE)).isEqualTo(OUTAGE);

        assertThat(attemptsAt).hasSize(attempts);
    }

    @Test
    void pausesGrowFourfold() {
        call(calls(4, Duration.ofHours(1)), OUTAGE);

        long expected = BACKOFF.toMillis();
        for (Duration pause : pauses()) {
            assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis((long) (expected * 0.8) - 1));
            expected *= 4;
        }
    }

    @Test
    void pausesAtLeastAsLongAsPaymoonAsks() {
        Duration requested = Duration.ofMillis(200);

        call(calls(2, Duration.ofHours(1)), new NoResponse("status 429", Cause.RATE_LIMITED, requested));

        assertThat(pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isGreaterThanOrEqualTo(requested));
    }

    @Test
    void ignoresRetryAfterBelowTheBackoff() {
        call(calls(2, Duration.ofHours(1)), new NoResponse("status 503", Cause.OUTAGE, Duration.ZERO));

        assertThat(pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis(15)));
    }

    @Test
    void startsNoAttemptThatCouldExceedTheTotalDeadline() {
        Duration tooLong = Duration.ofSeconds(60);

        call(calls(10, Duration.ofSeconds(2)), new NoResponse("status 429", Cause.RATE_LIMITED, tooLong));
        assertThat(attemptsAt).hasSize(1);

        attemptsAt.clear();
        // A call may take 400 ms, so nothing fits into 300 ms.
        call(calls(10, Duration.ofMillis(300)), OUTAGE);
        assertThat(attemptsAt).hasSize(1);
    }

    @Test
    void doesNotRetryFinalResponses() {
        for (PaymoonResponse response : List.of(
                new Declined(422, "invalid_request"),
                new NoResponse("status 401", Cause.NON_RETRYABLE, Duration.ofSeconds(1)))) {
            attemptsAt.clear();
            assertThat(call(calls(10, Duration.ofHours(1)), response)).isEqualTo(response);
            assertThat(attemptsAt).hasSize(1);
        }
    }

    @Test
    void stopsAtTheFirstFinalResponse() {
        assertThat(call(calls(10, Duration.ofHours(1)), OUTAGE, new Declined(422, "invalid_request")))
                .isInstanceOf(Declined.class);
        assertThat(attemptsAt).hasSize(2);
    }

    /** The last response is repeated. */
    private PaymoonResponse call(PaymoonProperties.Calls calls, PaymoonResponse... responses) {
        Queue<PaymoonResponse> left = new ArrayDeque<>(List.of(responses));
        return new PaymoonRetry(calls).call(() -> {
            attemptsAt.add(System.nanoTime());
            return left.size() > 1 ? left.remove() : left.element();
        });
    }

    private List<Duration> pauses() {
        var pauses = new ArrayList<Duration>();
        for (int i = 1; i < attemptsAt.size(); i++) {
            pauses.add(Duration.ofNanos(attemptsAt.get(i) - attemptsAt.get(i - 1)));
        }
        return pauses;
    }

    private static PaymoonProperties.Calls calls(int maxAttempts, Duration totalDeadline) {
        return new PaymoonProperties.Calls(
                Duration.ofMillis(400),
                totalDeadline,
                maxAttempts,
                BACKOFF,
                DataSize.ofKilobytes(256),
                Duration.ofSeconds(30),
                64);
    }
}
