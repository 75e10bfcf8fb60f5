package info.sopranoexch.starter.validation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The times of the API: written in UTC, always with milliseconds; read with any offset. */
public final class Timestamps {
    /** The earliest time that the API accepts and the databases can store. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MAX_LENGTH = 40;
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Timestamps() {}

    /** {@code 2024-01-01T12:00:00.000Z}; finer digits are cut off. */
    public static String format(Instant time) {
        return MILLISECONDS.format(time);
    }

    /** @return null if it is not a date and time with an offset */
    public static @Nullable Instant parse(String text) {
        try {
            return text.length() > MAX_LENGTH
                    ? null
                    : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** @return null if the text is a time within the range of the API */
    public static @Nullable FieldError violation(String field, String text) {
        Instant time = parse(text);
        if (time == null) {
            return FieldErrors.notATime(field);
        }
        return time.isBefore(EARLIEST) || !time.isBefore(LATEST) ? FieldErrors.timeOutOfRange(field) : null;
    }

    /**
     * Reads a query parameter.
     *
     * @return null if absent
     * @throws InvalidFieldsException if it is not a time within the range of the API
     */
    public static @Nullable Instant parameter(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        FieldError violation = violation(name, text);
        if (violation != null) {
            throw new InvalidFieldsException(violation);
        }
        return parse(text);
    }

    /**
     * Requires that a range is not empty; a null end is open.
     *
     * @throws InvalidFieldsException if {@code from} is not before {@code to}
     */
    public static void requireRange(String fromName, @Nullable Instant from, String toName, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidFieldsException(FieldErrors.emptyRange(fromName, toName));
        }
    }
}
