package info.sopranoexch.faults;

import java.time.Duration;

/**
 * The settings of a run.
 *
 * @param seed determines the faults and the payment scenarios
 * @param length of traffic and faults
 * @param gap between the beginnings of two faults, on average
 * @param paymentsPerSecond new payments; each causes about six calls
 * @param settlingTimeout from the end of the faults until all invariants must hold
 */
public record FaultRunProperties(
        long seed, Duration length, Duration gap, double paymentsPerSecond, Duration settlingTimeout) {
    static final String DEFAULT_MINUTES = "5";
    static final String DEFAULT_PAYMENTS_PER_SECOND = "5";
    private static final Duration DEFAULT_GAP = Duration.ofSeconds(9);
    private static final Duration DEFAULT_SETTLING_TIMEOUT = Duration.ofMinutes(8);

    public FaultRunProperties {
        if (!length.isPositive() || paymentsPerSecond <= 0) {
            throw new IllegalArgumentException("length and rate must be positive");
        }
    }

    /** Defaults for a machine with two processors. */
    public static FaultRunProperties of(long seed, Duration length) {
        return new FaultRunProperties(
                seed, length, DEFAULT_GAP, Double.parseDouble(DEFAULT_PAYMENTS_PER_SECOND), DEFAULT_SETTLING_TIMEOUT);
    }

    public FaultRunProperties with(double paymentsPerSecond, Duration settlingTimeout) {
        return new FaultRunProperties(seed, length, gap, paymentsPerSecond, settlingTimeout);
    }
}
