package info.sopranoexch.checkout;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/**
 * A time as its reader writes it, with the offset of the time zone that the page is set to: {@code 29 ноября, 03:12
 * (GMT+3)}. The page's script puts the payer's own time zone in its place.
 */
@Component
class DateText {
    private static final String DAY = "d MMMM, HH:mm (O)";
    private static final String DAY_OF_YEAR = "d MMMM yyyy, HH:mm (O)";

    private final ZoneId zone;

    DateText(PageSettings settings) {
        this.zone = settings.timeZone();
    }

    /** @return a {@code time} element without the year */
    Html day(Instant time, Language language) {
        return element(time, DAY, "", language);
    }

    /** @return a {@code time} element with the year */
    Html dayOfYear(Instant time, Language language) {
        return element(time, DAY_OF_YEAR, " data-year", language);
    }

    /** @return the same as text, for a document that must say the same to every reader */
    String official(Instant time, Language language) {
        return format(time, DAY_OF_YEAR, language);
    }

    private Html element(Instant time, String pattern, String marks, Language language) {
        return Html.of(
                "<time datetime=\"{}\" data-locale=\"{}\"{}>{}</time>",
                time.toString(),
                language.dates().toLanguageTag(),
                Html.of(marks),
                format(time, pattern, language));
    }

    private String format(Instant time, String pattern, Language language) {
        return DateTimeFormatter.ofPattern(pattern, language.dates())
                .withZone(zone)
                .format(time);
    }
}
