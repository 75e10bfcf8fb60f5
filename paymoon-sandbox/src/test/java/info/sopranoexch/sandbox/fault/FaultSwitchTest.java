package info.sopranoexch.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultSwitchTest {
    private final FaultSwitch faults = new FaultSwitch();

    @Test
    void allIsWellUnlessTold() {
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.NORMAL);
    }

    @Test
    void aCountedFaultEndsByItself() {
        faults.set(
                new Faults(Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundMood.NORMAL, true, true, 2));
        assertThat(faults.take(Faults::query)).isEqualTo(Fault.NORMAL);
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.NORMAL);
    }

    @Test
    void whatIsNotCountedGoesOn() {
        faults.set(new Faults(
                Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.THROTTLED, RefundMood.FAILED, false, true, 1));
        faults.take(Faults::create);
        assertThat(faults.current())
                .isEqualTo(new Faults(
                        Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundMood.FAILED, false, true, null));
    }

    @Test
    void anUncountedFaultStays() {
        faults.set(new Faults(
                Fault.OUTAGE, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundMood.NORMAL, true, true, null));
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.OUTAGE);
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.OUTAGE);
        faults.reset();
        assertThat(faults.take(Faults::create)).isEqualTo(Fault.NORMAL);
    }
}
