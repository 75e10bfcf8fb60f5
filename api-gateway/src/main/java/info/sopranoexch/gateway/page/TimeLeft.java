package info.sopranoexch.gateway.page;

import java.time.Duration;
import java.util.Locale;

/** A countdown as text: 14:05, 2:14:05, and from a day on only days and hours. The page's script does the same. */
final class TimeLeft {
    private static final int HOURS = 24;

    private TimeLeft() {}

    static String of(Duration left, Language language) {
        Duration shown = left.isNegative() ? Duration.ZERO : left;
        if (shown.toDays() > 0) {
            return shown.toDays() + " " + language.word("unit.day") + " " + shown.toHours() % HOURS + " "
                    + language.word("unit.hour");
        }
        return shown.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", shown.toMinutesPart(), shown.toSecondsPart());
    }
}
