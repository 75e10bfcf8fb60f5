package info.sopranoexch.starter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of compacted topics that their reader cannot apply for now: for each key the newest one. The reader is not current
 * while it holds one. A newer record of the same key replaces a held one. So publishing an object again removes a record that
 * will never be readable.
 *
 * <p>Used by the reader's thread; {@link #isEmpty} and {@link #reason} may be called by others.
 */
final class UnappliedRecords {
    private static final int MAX_RECORDS = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private record Key(String topic, @Nullable String key) {}

    private final Map<Key, ConsumerRecord<String, byte[]>> held = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private volatile @Nullable String reason;
    private Duration pause = FIRST_PAUSE;
    private long retryAtNanos;

    public UnappliedRecords() {
        this(System::nanoTime);
    }

    UnappliedRecords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Holds a record instead of an older one of its key.
     *
     * @param missing the reason
     * @throws IllegalStateException if there are too many: then the fault is not one of single records
     */
    public void hold(ConsumerRecord<String, byte[]> record, String missing) {
        if (held.isEmpty()) {
            pause = FIRST_PAUSE;
            retryAtNanos = nanoTime.getAsLong() + pause.toNanos();
        }
        held.put(key(record), record);
        reason = RecordPosition.of(record) + ": " + missing;
        if (held.size() > MAX_RECORDS) {
            throw new IllegalStateException(
                    "more than " + MAX_RECORDS + " records cannot be applied, the last is " + reason);
        }
    }

    /** A newer record of the same key was read. */
    public void supersede(ConsumerRecord<String, byte[]> newer) {
        held.remove(key(newer));
        update();
    }

    /**
     * Tries the held records again, if the last attempt was long enough ago, oldest first and up to the first that still fails.
     *
     * @param apply applies a record; returns null if it succeeded, otherwise the reason
     */
    public void retry(Function<ConsumerRecord<String, byte[]>, @Nullable String> apply) {
        if (held.isEmpty() || nanoTime.getAsLong() - retryAtNanos < 0) {
            return;
        }
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(held.values());
        for (ConsumerRecord<String, byte[]> record : records) {
            String missing = apply.apply(record);
            if (missing != null) {
                reason = RecordPosition.of(record) + ": " + missing;
                break;
            }
            held.remove(key(record));
        }
        pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
        retryAtNanos = nanoTime.getAsLong() + pause.toNanos();
        update();
    }

    /** Forgets all records, because the topics are read again. */
    public void clear() {
        held.clear();
        update();
    }

    public boolean isEmpty() {
        return reason == null;
    }

    /** The reason for one of the records; null if none is held. */
    public @Nullable String reason() {
        return reason;
    }

    private void update() {
        if (held.isEmpty()) {
            reason = null;
        }
    }

    private static Key key(ConsumerRecord<String, byte[]> record) {
        return new Key(record.topic(), record.key());
    }
}
