package info.sopranoexch.faults;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.faults.invariants.PlantedFault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param faults number of injected faults, by description
 * @param settlingTime from the end of the faults to the result
 */
public record FaultRunResult(
        FaultRunProperties properties,
        History history,
        CheckResult check,
        Map<String, Integer> faults,
        Duration settlingTime) {
    /** Plants each fault in the history of this run. Without meaning if the history has violations. */
    public Map<PlantedFault, PlantedFault.Detection> plantFaults() {
        Map<PlantedFault, PlantedFault.Detection> detections = new EnumMap<>(PlantedFault.class);
        for (PlantedFault fault : PlantedFault.values()) {
            detections.put(fault, fault.plantIn(history));
        }
        return detections;
    }
}
