package info.sopranoexch.webhook.sending;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds or an HTTP date. It counts only with 429 and 503, with which it means that the receiver
 * is busy. How long it is honoured is for the caller to limit. Source: RFC 9110, 10.2.3.
 */
final class RetryAfter {
    private static final Set<Integer> STATUSES = Set.of(429, 503);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** @return null when there is none, when it cannot be read, lies in the past, or does not count with this status */
    static @Nullable Duration parse(int status, @Nullable String value, Instant now) {
        if (value == null || !STATUSES.contains(status)) {
            return null;
        }
        Duration asked = asked(value.strip(), now);
        return asked == null || asked.isNegative() ? null : asked;
    }

    private static @Nullable Duration asked(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
