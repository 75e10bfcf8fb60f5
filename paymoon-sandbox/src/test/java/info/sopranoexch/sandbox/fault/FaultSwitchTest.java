package info.sopranoexch.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultSwitchTest {
    private final FaultSwitch faults = new FaultSwitch();

    @Test
    void hasNoFaultsByDefault() {
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.NORMAL);
    }

    @Test
    void endsFaultAfterCount() {
        faults.set(new Faults(
                Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundOutcome.NORMAL, true, true, 2));
        assertThat(faults.next(Faults::query)).isEqualTo(Fault.NORMAL);
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.NORMAL);
    }

    @Test
    void keepsFaultsThatAreNotCounted() {
        faults.set(new Faults(
                Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.THROTTLED, RefundOutcome.FAILED, false, true, 1));
        faults.next(Faults::create);
        assertThat(faults.current())
                .isEqualTo(new Faults(
                        Fault.NORMAL,
                        Fault.NORMAL,
                        Fault.NORMAL,
                        Fault.NORMAL,
                        RefundOutcome.FAILED,
                        false,
                        true,
                        null));
    }

    @Test
    void keepsFaultWithoutCount() {
        faults.set(new Faults(
                Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundOutcome.NORMAL, true, true, null));
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.OUTAGE);
        faults.reset();
        assertThat(faults.next(Faults::create)).isEqualTo(Fault.NORMAL);
    }
}
