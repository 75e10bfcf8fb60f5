package info.sopranoexch.sandbox.fault;

import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The active faults. They are in memory only, so a restart removes them. */
@Component
public class FaultSwitch {
    private Faults current = Faults.NONE;

    public synchronized Faults current() {
        return current;
    }

    public synchronized void set(Faults faults) {
        current = faults;
    }

    public void reset() {
        set(Faults.NONE);
    }

    /** Returns the fault of the next call and counts it. */
    synchronized Fault next(Function<Faults, Fault> call) {
        Fault fault = call.apply(current);
        Integer times = current.times();
        if (fault != Fault.NORMAL && times != null) {
            current = times <= 1 ? current.withoutCounted() : current.withTimes(times - 1);
        }
        return fault;
    }
}
