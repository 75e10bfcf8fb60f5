package info.sopranoexch.sandbox.fault;

import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The faults that are on. In memory: a restart makes all well. */
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

    /** The fault that the next such call is to have; counts it. */
    synchronized Fault take(Function<Faults, Fault> call) {
        Fault fault = call.apply(current);
        Integer times = current.times();
        if (fault != Fault.NORMAL && times != null) {
            current = times <= 1 ? current.withoutCounted() : current.withTimes(times - 1);
        }
        return fault;
    }
}
