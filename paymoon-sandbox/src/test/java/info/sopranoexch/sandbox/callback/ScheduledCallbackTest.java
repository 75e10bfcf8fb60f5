package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledCallbackTest {
    private static final Duration LATE = Duration.ofSeconds(20);
    private static final CallbackMessage PROCESSING =
            new CallbackMessage("e1", "pay_1", "http://localhost", new byte[0]);
    private static final CallbackMessage PAID = new CallbackMessage("e2", "pay_1", "http://localhost", new byte[0]);
    private static final CallbackMessage FORGED = new CallbackMessage("e3", "pay_1", "http://localhost", new byte[0]);

    @Test
    void normalSendsEachChangeInOrder() {
        assertThat(schedule(CallbackMode.NORMAL))
                .extracting(ScheduledCallback::message)
                .containsExactly(PROCESSING, PAID);
    }

    @Test
    void noneSendsNothing() {
        assertThat(schedule(CallbackMode.NONE)).isEmpty();
    }

    @Test
    void twiceSendsEachChangeTwice() {
        assertThat(schedule(CallbackMode.TWICE))
                .extracting(ScheduledCallback::message)
                .containsExactly(PROCESSING, PROCESSING, PAID, PAID);
    }

    @Test
    void lateDelaysCallbacks() {
        assertThat(schedule(CallbackMode.LATE))
                .extracting(ScheduledCallback::delay)
                .containsOnly(LATE);
    }

    @Test
    void reorderedSendsTheLastChangeFirst() {
        List<ScheduledCallback> callbacks = schedule(CallbackMode.REORDERED);
        assertThat(callbacks).extracting(ScheduledCallback::message).containsExactly(PAID, PROCESSING);
        assertThat(callbacks.getLast().delay()).isPositive();
    }

    @Test
    void forgedSendsForgedCallbackFirst() {
        List<ScheduledCallback> callbacks = schedule(CallbackMode.FORGED);
        assertThat(callbacks).extracting(ScheduledCallback::message).containsExactly(FORGED, PROCESSING, PAID);
        assertThat(callbacks).extracting(ScheduledCallback::forged).containsExactly(true, false, false);
    }

    private static List<ScheduledCallback> schedule(CallbackMode mode) {
        return ScheduledCallback.schedule(mode, List.of(PROCESSING, PAID), FORGED, LATE);
    }
}
