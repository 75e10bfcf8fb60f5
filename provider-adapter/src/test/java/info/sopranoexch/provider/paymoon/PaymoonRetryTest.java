package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and after what waits a call is tried; nobody waits here. */
class PaymoonRetryTest {
    private static final Reply OUTAGE = new Silent("answered 503", Cause.FAULT, null);
    private static final Duration FIRST = Duration.ofMillis(100);

    private final List<Duration> waits = new ArrayList<>();
    private int tried;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void anOutageIsTriedAsOftenAsSetAfterWaitsThatGrowFourfold(int attempts) {
        assertThat(call(settings(attempts, Duration.ofHours(1)), OUTAGE)).isEqualTo(OUTAGE);

        assertThat(tried).isEqualTo(attempts);
        assertThat(waits).hasSize(attempts - 1);
        long expected = FIRST.toNanos();
        for (Duration wait : waits) {
            assertThat(wait.toNanos()).isBetween((long) (expected * 0.8), (long) (expected * 1.2));
            expected *= 4;
        }
    }

    @Test
    void theWaitsOfManyAreNotTheSame() {
        for (int i = 0; i < 20; i++) {
            call(settings(2, Duration.ofHours(1)), OUTAGE);
        }
        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void whatPaymoonAsksForIsTheLeast() {
        PaymoonProperties settings = settings(3, Duration.ofHours(1));
        Duration asked = Duration.ofSeconds(7);
        call(settings, new Silent("answered 429", Cause.THROTTLED, asked));
        assertThat(waits).containsExactly(asked, asked);

        waits.clear();
        call(settings, new Silent("answered 503", Cause.FAULT, Duration.ZERO));
        assertThat(waits).allMatch(Duration::isPositive);
    }

    @Test
    void aTryThatWouldEndPastTheBudgetIsNotMade() {
        // The waits are 100, 400 and 1600 ms, +-20 %, and a call may take 400 ms.
        call(settings(10, Duration.ofMillis(1_200)), OUTAGE);
        assertThat(waits).hasSizeBetween(1, 2);
        assertThat(tried).isEqualTo(waits.size() + 1);
    }

    @Test
    void whatIsAnswerEnoughIsNotAskedAgain() {
        for (Reply enough : List.of(
                new Declined(422, "invalid_request"),
                new Silent("answered 401", Cause.HOPELESS, Duration.ofSeconds(1)))) {
            tried = 0;
            assertThat(call(settings(10, Duration.ofHours(1)), enough)).isEqualTo(enough);
            assertThat(tried).isEqualTo(1);
        }
        assertThat(call(settings(10, Duration.ofHours(1)), OUTAGE, new Declined(422, "invalid_request")))
                .isInstanceOf(Declined.class);
        assertThat(waits).hasSize(1);
    }

    @Test
    void anInterruptedWaitIsTheLast() {
        var retry = new PaymoonRetry(settings(10, Duration.ofHours(1)), _ -> false);
        assertThat(retry.call(() -> {
                    tried++;
                    return OUTAGE;
                }))
                .isEqualTo(OUTAGE);
        assertThat(tried).isEqualTo(1);
    }

    /** The last of the replies is given again and again. */
    private Reply call(PaymoonProperties settings, Reply... replies) {
        Queue<Reply> left = new ArrayDeque<>(List.of(replies));
        var retry = new PaymoonRetry(settings, waits::add);
        return retry.call(() -> {
            tried++;
            return left.size() > 1 ? left.remove() : left.element();
        });
    }

    private static PaymoonProperties settings(int attempts, Duration budget) {
        PaymoonProperties base = Settings.of("http://localhost:1");
        return new PaymoonProperties(
                base.url(),
                base.apiToken(),
                base.webhookSecrets(),
                null,
                base.callDeadline(),
                budget,
                attempts,
                FIRST,
                base.breaker());
    }
}
