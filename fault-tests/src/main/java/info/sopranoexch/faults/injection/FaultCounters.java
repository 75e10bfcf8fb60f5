package info.sopranoexch.faults.injection;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How often what was done or happened. */
final class FaultCounters {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
