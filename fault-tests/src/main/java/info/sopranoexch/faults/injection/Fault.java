package info.sopranoexch.faults.injection;

import java.time.Duration;
import java.util.Locale;

/**
 * A scheduled fault.
 *
 * @param at since the start of the run
 * @param target a process of the stack, or {@link #PAYMOON}
 * @param duration without the time of a restart
 */
public record Fault(Duration at, String target, Kind kind, Duration duration) {
    /** The target of faults in the sandbox's responses. */
    static final String PAYMOON = "Paymoon";

    public enum Kind {
        /** SIGKILL to the process and its children. */
        KILL(""),
        /** SIGSTOP, then SIGCONT. */
        PAUSE(""),
        RESTART(""),
        HANG_AFTER_SUCCESS("timeout_after_success"),
        HANG("timeout"),
        OUTAGE("outage"),
        THROTTLE("429");

        /** The sandbox's name of the fault; empty for faults of processes. */
        final String sandboxName;

        Kind(String sandboxName) {
            this.sandboxName = sandboxName;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    boolean isOfPaymoon() {
        return target.equals(PAYMOON);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "at %6.1f s  %-20s %-19s for %4.1f s",
                at.toMillis() / 1e3,
                target,
                kind.label(),
                duration.toMillis() / 1e3);
    }
}
