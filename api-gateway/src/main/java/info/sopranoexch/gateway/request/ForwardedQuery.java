package info.sopranoexch.gateway.request;

import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.QueryString;
import info.sopranoexch.starter.validation.TextRule;
import info.sopranoexch.starter.validation.Timestamps;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Validates the query parameters of an operation and builds the query that is forwarded to an internal service. All errors
 * are collected. A parameter that the operation does not have is an error.
 */
public final class ForwardedQuery {
    private static final int MAX_NAME = 100;
    private static final int MAX_CURSOR = 500;

    private final QueryString query;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, @Nullable String> values = new LinkedHashMap<>();

    /** @throws QueryString.MalformedQueryException if the query string cannot be decoded */
    public ForwardedQuery(HttpServletRequest request) {
        this.query = QueryString.parse(request.getQueryString());
    }

    /** An id. */
    public ForwardedQuery number(String name) {
        return integer(name, 1, 999_999_999_999_999_999L);
    }

    public ForwardedQuery integer(String name, long min, long max) {
        return take(name, value -> {
            if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return FieldErrors.notAnInteger(name);
            }
            long number = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
            return number < min || number > max ? FieldErrors.outOfRange(name, min, max) : null;
        });
    }

    /** A name of the characters A-Z a-z 0-9 _ and -. */
    public ForwardedQuery name(String name) {
        String expected = "1 to " + MAX_NAME + " letters, digits, hyphens or underscores";
        return take(name, value -> isPlain(value, MAX_NAME) ? null : FieldErrors.invalid(name, expected));
    }

    public ForwardedQuery oneOf(String name, Set<String> options) {
        return take(name, value -> options.contains(value) ? null : FieldErrors.notOneOf(name, options));
    }

    /** An opaque cursor in URL-safe base64. */
    public ForwardedQuery cursor(String name) {
        return take(name, value -> isCursor(value) ? null : FieldErrors.invalidCursor(name));
    }

    /** Returns whether a text has the form of a cursor. */
    public static boolean isCursor(String text) {
        return isPlain(text, MAX_CURSOR);
    }

    public ForwardedQuery text(String name, int maxCharacters) {
        return take(name, value -> TextRule.violation(name, value, maxCharacters));
    }

    /** A time in ISO 8601 with an offset. */
    public ForwardedQuery time(String name) {
        return take(name, value -> Timestamps.violation(name, value));
    }

    /** Two optional times. The second must be later than the first. */
    public ForwardedQuery timeRange(String from, String to) {
        time(from).time(to);
        Instant start = validTime(from);
        Instant end = validTime(to);
        if (start != null && end != null && !start.isBefore(end)) {
            errors.add(FieldErrors.emptyRange(from, to));
        }
        return this;
    }

    private @Nullable Instant validTime(String name) {
        String value = values.get(name);
        return value == null ? null : Timestamps.parse(value);
    }

    /** Returns the value of a parameter; null if it is absent or invalid. */
    public @Nullable String value(String name) {
        return values.get(name);
    }

    /**
     * Returns the query with its question mark, or an empty string without parameters.
     *
     * @param notForwarded parameters that the gateway uses itself
     * @throws InvalidFieldsException with every error
     */
    public String build(String... notForwarded) {
        Set<String> own = Set.of(notForwarded);
        errors.addAll(query.unknown(values.keySet()));
        if (!errors.isEmpty()) {
            throw new InvalidFieldsException(errors);
        }
        var text = new StringBuilder();
        values.forEach((name, value) -> {
            if (value != null && !own.contains(name)) {
                text.append(text.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return text.toString();
    }

    private static boolean isPlain(String value, int max) {
        return !value.isEmpty()
                && value.length() <= max
                && value.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c == '_'
                                || c == '-'
                                || c == '=');
    }

    private ForwardedQuery take(String name, Function<String, @Nullable FieldError> violation) {
        List<String> given = query.values(name);
        FieldError error = switch (given.size()) {
            case 0 -> null;
            case 1 -> violation.apply(given.getFirst());
            default -> FieldErrors.duplicate(name);
        };
        if (error != null) {
            errors.add(error);
        }
        // A known parameter that is absent or invalid is stored without a value.
        values.put(name, error != null || given.isEmpty() ? null : given.getFirst());
        return this;
    }
}
