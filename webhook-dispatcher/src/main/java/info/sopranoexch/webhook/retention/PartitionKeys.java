package info.sopranoexch.webhook.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The partitions of some rows.
 *
 * @param days of {@code finished}, {@code attempt} and {@code payment_event}
 * @param months of {@code payment_queue}, each by its first day
 */
public record PartitionKeys(Set<LocalDate> days, Set<LocalDate> months) {

    public static PartitionKeys days(Stream<Instant> times) {
        return new PartitionKeys(daysOf(times), Set.of());
    }

    public static PartitionKeys months(Collection<LocalDate> months) {
        return new PartitionKeys(Set.of(), Set.copyOf(months));
    }

    /** The same months, and the days of these times. */
    public PartitionKeys withDays(Stream<Instant> times) {
        return new PartitionKeys(daysOf(times), months);
    }

    private static Set<LocalDate> daysOf(Stream<Instant> times) {
        return times.map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC)).collect(Collectors.toSet());
    }
}
