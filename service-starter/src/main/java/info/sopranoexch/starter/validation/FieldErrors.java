package info.sopranoexch.starter.validation;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The errors that several fields can have. Every service reports the same mistake with the same code and the same words.
 * Each message starts with the name of the field, without its path.
 */
public final class FieldErrors {
    /** Integers are written in digits only: {@code 3600.0} and {@code 36e2} are rejected everywhere. */
    static final String INTEGER = "an integer without a decimal point or an exponent";

    private static final String TIME_EXAMPLE = "2024-01-01T12:00:00Z";

    private FieldErrors() {}

    public static FieldError required(String field) {
        return new FieldError(field, "required", field + " is required.");
    }

    /** @param type such as {@code a string} */
    public static FieldError wrongType(String field, String type) {
        return new FieldError(field, "wrong_type", field + " must be " + type + ".");
    }

    public static FieldError notAnInteger(String field) {
        return wrongType(field, INTEGER);
    }

    public static FieldError outOfRange(String field, long min, long max) {
        return new FieldError(field, "out_of_range", field + " must be between " + min + " and " + max + ".");
    }

    /** A time before 1970 or after the year 9998. */
    public static FieldError timeOutOfRange(String field) {
        return new FieldError(field, "out_of_range", field + " must be between the years 1970 and 9998.");
    }

    /** The end of a time range that is not after its start. */
    public static FieldError emptyRange(String from, String to) {
        return new FieldError(to, "out_of_range", to + " must be later than " + from + ".");
    }

    public static FieldError notInThePast(String field) {
        return new FieldError(field, "out_of_range", field + " must be in the past.");
    }

    public static FieldError notATime(String field) {
        return new FieldError(
                field, "invalid", field + " must be a date and time with an offset, such as " + TIME_EXAMPLE + ".");
    }

    public static FieldError notOneOf(String field, Collection<String> options) {
        return invalid(field, "one of: " + list(options));
    }

    /** For an array of options. */
    public static FieldError someOf(String field, Collection<String> options) {
        return invalid(field, "one or more of: " + list(options));
    }

    private static String list(Collection<String> options) {
        return String.join(", ", options.stream().sorted().toList());
    }

    /** @param expected such as {@code the next_cursor of an earlier page} */
    public static FieldError invalid(String field, String expected) {
        return new FieldError(field, "invalid", field + " must be " + expected + ".");
    }

    public static FieldError invalidCursor(String field) {
        return invalid(field, "the next_cursor of an earlier page");
    }

    public static FieldError tooShort(String field) {
        return new FieldError(field, "too_short", field + " must contain at least one visible character.");
    }

    public static FieldError tooLong(String field, int maxCharacters) {
        return new FieldError(field, "too_long", field + " must be at most " + maxCharacters + " characters long.");
    }

    /** @param what the counted things, such as {@code entries} */
    public static FieldError tooMany(String field, int max, String what) {
        return new FieldError(field, "too_many", field + " must have at most " + max + " " + what + ".");
    }

    public static FieldError invalidCharacters(String field) {
        return new FieldError(
                field, "invalid_characters", field + " must not contain control characters or unpaired surrogates.");
    }

    public static FieldError duplicate(String field) {
        return new FieldError(field, "duplicate", field + " must not be given more than once.");
    }

    public static FieldError unsupportedCurrency(String field) {
        return new FieldError(
                field, "unsupported_currency", field + " must be a supported ISO 4217 code, such as RUB.");
    }

    public static FieldError invalidAmount(String field) {
        return new FieldError(field, "amount_invalid", field + " must be a number or a decimal string.");
    }

    public static FieldError amountNotPositive(String field) {
        return new FieldError(field, "amount_not_positive", field + " must be greater than zero.");
    }

    /** @param currency null when it is not known yet */
    public static FieldError amountTooPrecise(String field, int decimals, @Nullable String currency) {
        String suffix = currency == null ? "" : " in " + currency;
        return new FieldError(
                field,
                "amount_too_precise",
                field + " must have at most " + decimals + (decimals == 1 ? " decimal" : " decimals") + suffix + ".");
    }

    /** @param max with its currency, such as {@code 5000.00 RUB} */
    public static FieldError amountTooLarge(String field, String max) {
        return new FieldError(field, "amount_too_large", field + " must be at most " + max + ".");
    }

    /** A field of a body that the operation does not have. */
    public static FieldError unknownField(String name, Collection<String> known) {
        return unknown(name, known, "field");
    }

    /** A query parameter that the operation does not have. */
    public static FieldError unknownParameter(String name, Collection<String> known) {
        return unknown(name, known, "query parameter");
    }

    private static FieldError unknown(String name, Collection<String> known, String kind) {
        String printable = UnknownNames.printable(name);
        String subject = printable.isBlank() ? "The blank name \"" + printable + "\"" : printable;
        String nearest = UnknownNames.nearest(name, known);
        String hint = nearest == null ? "." : "; the nearest known name is " + nearest + ".";
        return new FieldError(printable, "unknown_field", subject + " is not a known " + kind + hint);
    }

    /** A name as it may be repeated in a message: shortened, without control characters. */
    public static String printable(String name) {
        return UnknownNames.printable(name);
    }

    /** The detail of a problem with these errors. */
    public static String detail(List<FieldError> errors) {
        return errors.size() == 1
                ? "The request is not valid: " + errors.getFirst().message()
                : "The request is not valid: " + errors.size() + " fields have errors, listed in errors.";
    }
}
