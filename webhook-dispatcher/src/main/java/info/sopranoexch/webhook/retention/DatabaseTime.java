package info.sopranoexch.webhook.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database's clock, and how far it can be trusted.
 *
 * @param steadySince when it last jumped; null when it never did
 */
record DatabaseTime(Instant now, @Nullable Instant steadySince) {
    /**
     * The moment before which data is older than it has to be kept. Empty while the clock has not run steadily for that long: data
     * from before a jump may be younger than the clock says.
     *
     * @param latest the latest moment that counts as the present
     */
    Optional<Instant> cutoff(Instant latest, Period keep) {
        Instant present = latest.isBefore(now) ? latest : now;
        Instant cutoff = present.atZone(ZoneOffset.UTC).minus(keep).toInstant();
        return steadySince != null && steadySince.isAfter(cutoff) ? Optional.empty() : Optional.of(cutoff);
    }
}
