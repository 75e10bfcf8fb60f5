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
 * Validates the query parameters of an operation and forwards them to a service. It collects all errors, and a parameter that
 * the operation does not read is one of them.
 */
public final class Query {
    private static final int MAX_NAME = 100;
    private static final int MAX_CURSOR = 500;

    private final QueryString query;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, @Nullable String> values = new LinkedHashMap<>();

    /** @throws QueryString.MalformedQueryException if the query string cannot be decoded */
    public Query(HttpServletRequest request) {
        this.query = QueryString.parse(request.getQueryString());
    }

    /** An id. */
    public Query number(String name) {
        return integer(name, 1, 999_999_999_999_999_999L);
    }

    public Query integer(String name, long min, long max) {
        return take(name, value -> {
            if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return FieldErrors.notAnInteger(name);
            }
            long number = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
            return number < min || number > max ? FieldErrors.outOfRange(name, min, max) : null;
        });
    }

    /** Of A-Z a-z 0-9 _ - only. */
    public Query name(String name) {
        String expected = "1 to " + MAX_NAME + " letters, digits, hyphens or underscores";
        return take(name, value -> isPlain(value, MAX_NAME) ? null : FieldErrors.invalid(name, expected));
    }

    public Query oneOf(String name, Set<String> options) {
        return take(name, value -> options.contains(value) ? null : FieldErrors.notOneOf(name, options));
    }

    /** Opaque; URL-safe base64. */
    public Query cursor(String name) {
        return take(name, value -> isPlain(value, MAX_CURSOR) ? null : FieldErrors.invalidCursor(name));
    }

    public Query text(String name, int maxCharacters) {
        return take(name, value -> TextRule.violation(name, value, maxCharacters));
    }

    /** ISO 8601 with an offset. */
    public Query time(String name) {
        return take(name, value -> Timestamps.violation(name, value));
    }

    /** Two times, each optional; the second must be later than the first. */
    public Query timeRange(String from, String to) {
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

    /**
     * @return the query with its question mark; empty without parameters
     * @throws InvalidFieldsException naming each bad or unknown parameter
     */
    public String text() {
        errors.addAll(query.unknown(values.keySet()));
        if (!errors.isEmpty()) {
            throw new InvalidFieldsException(errors);
        }
        var text = new StringBuilder();
        values.forEach((name, value) -> {
            if (value != null) {
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

    private Query take(String name, Function<String, @Nullable FieldError> violation) {
        List<String> given = query.values(name);
        FieldError error = switch (given.size()) {
            case 0 -> null;
            case 1 -> violation.apply(given.getFirst());
            default -> FieldErrors.duplicate(name);
        };
        if (error != null) {
            errors.add(error);
        }
        // A parameter that is known but absent or wrong is remembered without a value.
        values.put(name, error != null || given.isEmpty() ? null : given.getFirst());
        return this;
    }
}
