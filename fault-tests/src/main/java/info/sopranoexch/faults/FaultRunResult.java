package info.sopranoexch.faults;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.faults.invariants.PlantedFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param faults how often each thing was done or happened
 * @param settling from the end of the faults to the verdict
 */
public record FaultRunResult(
        FaultRunProperties settings,
        History history,
        CheckResult verdict,
        Map<String, Integer> faults,
        Duration settling) {

    /** Whether the checker finds each planted fault in this very history; of no meaning when the history does not hold. */
    public Map<PlantedFault, PlantedFault.Outcome> bites() {
        Map<PlantedFault, PlantedFault.Outcome> bites = new LinkedHashMap<>();
        PlantedFault.all().forEach(fault -> bites.put(fault, fault.tryOn(history)));
        return bites;
    }
}
