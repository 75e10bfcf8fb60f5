package info.sopranoexch.faults.injection;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of the schedule.
 *
 * @param at since the beginning of the load
 * @param target a process of the stack, or {@link #PAYMOON}
 * @param lasting how long it is away or stopped, its start not counted
 */
public record Fault(Duration at, String target, Kind kind, Duration lasting) {
    /** Not its process, but what it answers. */
    public static final String PAYMOON = "Paymoon";

    /** What is done. */
    public enum Kind {
        /** SIGKILL, with all its children. */
        KILL,
        /** SIGSTOP, then SIGCONT. */
        PAUSE,
        /** Asked to go, then started again. */
        RESTART,
        /** Its calls hang, after they have been done. */
        HANGS_AFTER_SUCCESS,
        /** Its calls hang. */
        HANGS,
        /** Its calls are answered 503. */
        OUTAGE,
        /** Its calls are answered 429. */
        THROTTLED
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "at %6.1f s  %-20s %-19s for %4.1f s",
                at.toMillis() / 1e3,
                target,
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                lasting.toMillis() / 1e3);
    }
}
