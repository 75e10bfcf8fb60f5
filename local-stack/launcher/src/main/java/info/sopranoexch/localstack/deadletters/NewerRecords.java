package info.sopranoexch.localstack.deadletters;

import info.sopranoexch.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The newest record of each key of a compacted topic. A dead letter of such a topic may be replayed only while its own
 * record is the newest: an older one would replace what is newer.
 */
public final class NewerRecords {
    private final Map<String, Long> newestOffsets = new HashMap<>();

    /** Reads the topic if it is compacted; any other topic has no newer records. */
    public NewerRecords(Cluster cluster, String topic) {
        if (!Topics.isCompacted(topic)) {
            return;
        }
        try (var records = new TopicScan(cluster, topic)) {
            records.forEach(record -> newestOffsets.put(
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8), record.offset()));
        }
    }

    /** Whether the topic has a record of the same key that was written after this one. */
    public boolean replaces(SetAside record) {
        return newestOffsets.getOrDefault(record.key(), -1L) > record.originOffset();
    }
}
