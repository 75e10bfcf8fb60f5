package info.sopranoexch.gateway.request;

import info.sopranoexch.gateway.problem.FieldError;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Checks the query parameters that are known and puts them together again for a service; others are left out. */
public final class Query {
    private static final int MAX_NAME = 100;
    private static final int MAX_CURSOR = 500;
    private static final int MAX_TEXT = 100;

    private final HttpServletRequest request;
    private final List<FieldError> errors = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    public Query(HttpServletRequest request) {
        this.request = request;
    }

    public Query number(String name) {
        return integer(name, 1, 999_999_999_999_999_999L);
    }

    public Query integer(String name, long min, long max) {
        return take(name, "invalid", name + " must be an integer from " + min + " to " + max + ".", value -> {
            if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            long number = Long.parseLong(value);
            return number >= min && number <= max;
        });
    }

    /** Of A-Z a-z 0-9 _ - only. */
    public Query name(String name) {
        return take(name, "invalid", name + " is not valid.", value -> plain(value, MAX_NAME));
    }

    public Query oneOf(String name, Set<String> values) {
        return take(name, "invalid", name + " is not one of those that there are.", values::contains);
    }

    /** Opaque; URL-safe base64. */
    public Query cursor(String name) {
        return take(name, "invalid", name + " is not valid.", value -> plain(value, MAX_CURSOR));
    }

    public Query freeText(String name) {
        return take(
                name,
                "invalid",
                name + " must be 1 to " + MAX_TEXT + " characters.",
                value -> !value.isEmpty() && value.length() <= MAX_TEXT && Characters.clean(value));
    }

    /** ISO 8601 with an offset. */
    public Query time(String name) {
        return take(name, "invalid", name + " must be a time such as 2024-01-01T12:00:00Z.", value -> {
            try {
                return value.length() <= 40 && OffsetDateTime.parse(value).getYear() > 0;
            } catch (DateTimeException e) {
                return false;
            }
        });
    }

    /**
     * @return the query with its question mark; empty without parameters
     * @throws info.sopranoexch.gateway.problem.ProblemException 400 naming each bad parameter
     */
    public String text() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).asException();
        }
        return text.toString();
    }

    private static boolean plain(String value, int max) {
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

    private Query take(String name, String code, String message, Predicate<String> valid) {
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return this;
        }
        if (values.length > 1) {
            errors.add(new FieldError(name, "duplicate", name + " must not occur twice."));
        } else if (!valid.test(values[0])) {
            errors.add(new FieldError(name, code, message));
        } else {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(values[0], StandardCharsets.UTF_8));
        }
        return this;
    }
}
