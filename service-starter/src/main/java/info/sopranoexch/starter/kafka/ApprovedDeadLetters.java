package info.sopranoexch.starter.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records of an unknown schema that an operator has released, until their consumer dead-letters them. */
final class ApprovedDeadLetters {
    private final Set<RecordPosition> positions = ConcurrentHashMap.newKeySet();

    void add(RecordPosition position) {
        positions.add(position);
    }

    boolean contains(RecordPosition position) {
        return positions.contains(position);
    }

    void remove(RecordPosition position) {
        positions.remove(position);
    }
}
