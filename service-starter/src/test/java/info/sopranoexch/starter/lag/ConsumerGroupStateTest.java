package info.sopranoexch.starter.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsumerGroupStateTest {
    private static final long SECOND = 1_000_000_000;
    private final ConsumerGroupState state = new ConsumerGroupState(Set.of("t"));

    @Test
    void isUnknownBeforeFirstMeasurement() {
        assertThat(state.behind("t")).isNaN();
        assertThat(state.stalledMillis()).isNaN();
    }

    @Test
    void reportsStalledGroup() {
        see(5, 100, 0);
        see(7, 100, 10 * SECOND);
        see(9, 100, 20 * SECOND);
        assertThat(state.stalledMillis()).isEqualTo(20_000);
        assertThat(state.behind("t")).isEqualTo(9);
    }

    @Test
    void doesNotReportSlowGroupAsStalled() {
        see(500, 100, 0);
        see(900, 101, 10 * SECOND);
        assertThat(state.stalledMillis()).isZero();
    }

    @Test
    void doesNotReportIdleGroupAsStalled() {
        see(0, 100, 0);
        see(0, 100, 60 * SECOND);
        see(3, 100, 70 * SECOND);
        assertThat(state.stalledMillis()).isEqualTo(10_000);
    }

    @Test
    void isUnknownWhileKafkaIsUnreachable() {
        see(5, 100, 0);
        state.unknown();
        assertThat(state.stalledMillis()).isNaN();
        see(5, 100, 90 * SECOND);
        assertThat(state.stalledMillis()).isZero();
    }

    private void see(long behind, long committed, long nanos) {
        state.seen(new ConsumerGroupOffsets.Position(Map.of("t", behind), committed), nanos);
    }
}
