package info.sopranoexch.faults;

import java.time.Duration;

/**
 * What a run is like.
 *
 * @param seed makes the schedule of faults and the plots of the payments
 * @param length of load and faults
 * @param gap between the beginnings of two faults, on average
 * @param perSecond payments that begin in a second; each means about six calls
 * @param patience for what is on its way when the faults are over
 */
public record FaultRunProperties(long seed, Duration length, Duration gap, double perSecond, Duration patience) {
    public FaultRunProperties {
        if (length.isNegative() || length.isZero() || perSecond <= 0) {
            throw new IllegalArgumentException("a run has a length and a rate");
        }
    }

    /** The usual gap, rate and patience, for a machine of two processors. */
    public static FaultRunProperties of(long seed, Duration length) {
        return new FaultRunProperties(seed, length, Duration.ofSeconds(9), 5, Duration.ofMinutes(8));
    }
}
