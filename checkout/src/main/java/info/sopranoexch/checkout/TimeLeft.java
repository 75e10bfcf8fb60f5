package info.sopranoexch.checkout;

import java.time.Duration;
import java.util.Locale;

/** A countdown of at most an hour as text, as 14:05. The page's script does the same. */
final class TimeLeft {
    /** Above it the page shows a time of day, which does not tick. */
    static final Duration LONGEST = Duration.ofHours(1);

    private TimeLeft() {}

    static String of(Duration left) {
        Duration shown = left.isNegative() ? Duration.ZERO : left;
        return String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart());
    }
}
