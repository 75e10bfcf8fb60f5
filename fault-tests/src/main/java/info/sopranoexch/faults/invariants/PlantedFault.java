package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that a broken service would have done, put into a history. The checker that does not find it proves nothing.
 *
 * @param number of the invariant that it breaks
 * @param plant empty when the history has nothing that it could be done to
 */
public record PlantedFault(int number, String name, Function<History, Optional<History>> plant) {
    /** What became of one. */
    public enum Outcome {
        FOUND,
        MISSED,
        NO_ROOM
    }

    public static List<PlantedFault> all() {
        return PlantedFaults.ALL;
    }

    /** @param sound a history in which all rules hold */
    public Outcome tryOn(History sound) {
        return plant.apply(sound)
                .map(broken ->
                        HistoryChecker.check(broken).violations().stream().anyMatch(found -> found.number() == number)
                                ? Outcome.FOUND
                                : Outcome.MISSED)
                .orElse(Outcome.NO_ROOM);
    }
}
