package info.sopranoexch.webhook.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time of the database's clock.
 *
 * @param steadySince the time of the clock's last jump; null if it never jumped
 */
record DatabaseTime(Instant now, @Nullable Instant steadySince) {
    /**
     * The time before which data is expired. Empty while the clock has not run steadily for the retention time, because data from
     * before a jump may be younger than the clock shows.
     *
     * @param latest an upper bound of the present
     */
    Optional<Instant> cutoff(Instant latest, Period keep) {
        Instant present = latest.isBefore(now) ? latest : now;
        Instant cutoff = present.atZone(ZoneOffset.UTC).minus(keep).toInstant();
        return steadySince != null && steadySince.isAfter(cutoff) ? Optional.empty() : Optional.of(cutoff);
    }
}
