package info.sopranoexch.starter.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that waits for a dependency.
 *
 * @param reason the last failure
 * @param since the first failure since the last success
 * @param record the record that cannot be read; null if the outage concerns the whole batch
 * @param releasable true if an operator may release the record to its dead-letter topic
 */
public record ConsumerOutage(
        String group,
        Dependency dependency,
        String reason,
        Instant since,
        @Nullable RecordPosition record,
        boolean releasable) {}
