package info.sopranoexch.cli.listen;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 60s}, {@code 5m}, {@code 1h} and {@code PT60S}. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern SIMPLE = Pattern.compile("\\d{1,9}[smh]");

    @Override
    public Duration convert(String value) {
        Matcher simple = SIMPLE.matcher(value);
        String iso = simple.matches() ? "PT" + value.toUpperCase(Locale.ROOT) : value;
        try {
            return Duration.parse(iso);
        } catch (java.time.format.DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is not a duration such as 60s, 5m or 1h");
        }
    }
}
