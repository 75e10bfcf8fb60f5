package info.sopranoexch.starter.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that waits.
 *
 * @param reason what failed last
 * @param since the first failure of those without a success between
 * @param record the record that cannot be read; null if the outage concerns the whole batch
 * @param releasable true if an operator may give the record up
 */
public record ConsumerOutage(
        String group,
        Dependency dependency,
        String reason,
        Instant since,
        @Nullable RecordPosition record,
        boolean releasable) {}
