package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Duration LATE = Duration.ofSeconds(20);
    private static final Announcement PROCESSING = new Announcement("e1", "pay_1", "http://localhost", new byte[0]);
    private static final Announcement PAID = new Announcement("e2", "pay_1", "http://localhost", new byte[0]);
    private static final Announcement LIE = new Announcement("e3", "pay_1", "http://localhost", new byte[0]);

    @Test
    void normalTellsEachChangeInOrder() {
        assertThat(plan(CallbackMode.NORMAL)).extracting(Plan::announcement).containsExactly(PROCESSING, PAID);
    }

    @Test
    void noneTellsNothing() {
        assertThat(plan(CallbackMode.NONE)).isEmpty();
    }

    @Test
    void twiceTellsEachTwice() {
        assertThat(plan(CallbackMode.TWICE))
                .extracting(Plan::announcement)
                .containsExactly(PROCESSING, PROCESSING, PAID, PAID);
    }

    @Test
    void lateHoldsBack() {
        assertThat(plan(CallbackMode.LATE)).extracting(Plan::delay).containsOnly(LATE);
    }

    @Test
    void reorderedTellsTheLastFirst() {
        List<Plan> plans = plan(CallbackMode.REORDERED);
        assertThat(plans).extracting(Plan::announcement).containsExactly(PAID, PROCESSING);
        assertThat(plans.getLast().delay()).isPositive();
    }

    @Test
    void forgedLiesFirstAndTellsTheTruthAfter() {
        List<Plan> plans = plan(CallbackMode.FORGED);
        assertThat(plans).extracting(Plan::announcement).containsExactly(LIE, PROCESSING, PAID);
        assertThat(plans).extracting(Plan::forged).containsExactly(true, false, false);
    }

    private static List<Plan> plan(CallbackMode mode) {
        return Plan.of(mode, List.of(PROCESSING, PAID), LIE, LATE);
    }
}
