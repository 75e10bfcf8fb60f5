package info.sopranoexch.payment.payerpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PayerReturnTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration RELOAD = Duration.ofSeconds(30);

    @Test
    void growsPauseWithWaitingTime() {
        var payerReturn = new PayerReturn(START, START);
        int checks = 1;
        for (Instant now = START; now.isBefore(START.plusSeconds(120)); now = now.plusMillis(100)) {
            if (payerReturn.isCheckDue(now, PAUSE)) {
                payerReturn = payerReturn.checked(now);
                checks++;
            }
        }
        assertThat(checks).as("in two minutes of constant reloading").isBetween(10, 20);
        assertThat(new PayerReturn(START, START).isCheckDue(START.plusMillis(1_999), PAUSE))
                .isFalse();
        assertThat(new PayerReturn(START, START).isCheckDue(START.plusSeconds(2), PAUSE))
                .isTrue();
        assertThat(new PayerReturn(START, START.plusSeconds(60)).isCheckDue(START.plusSeconds(75), PAUSE))
                .isFalse();
    }

    @Test
    void ignoresReload() {
        var first = new PayerReturn(START, START.plusSeconds(5));
        assertThat(first.returnedAgain(START.plusSeconds(29), RELOAD)).isEqualTo(first);
        assertThat(first.returnedAgain(START.plusSeconds(30), RELOAD))
                .isEqualTo(new PayerReturn(START.plusSeconds(30), START.plusSeconds(5)));
    }

    @Test
    void keepsMinimumPauseBetweenReturns() {
        var payerReturn = new PayerReturn(START, START.plusSeconds(30));
        assertThat(payerReturn.returnedAgain(START.plusSeconds(31), RELOAD).isCheckDue(START.plusSeconds(31), PAUSE))
                .isFalse();
    }
}
