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
 * Parses the header {@code Retry-After}: seconds or an HTTP date. It applies to 429 and 503 only. The caller limits the delay. Source:
 * RFC 9110, 10.2.3.
 */
final class RetryAfter {
    private static final Set<Integer> STATUSES = Set.of(429, 503);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** @return null if the header is absent, malformed or in the past, or does not apply to this status */
    static @Nullable Duration parse(int status, @Nullable String value, Instant now) {
        if (value == null || !STATUSES.contains(status)) {
            return null;
        }
        Duration delay = delay(value.strip(), now);
        return delay == null || delay.isNegative() ? null : delay;
    }

    private static @Nullable Duration delay(String value, Instant now) {
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
