package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void parsesSecondsAndDates(int status) {
        assertThat(RetryAfter.parse(status, "120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(status, "Mon, 01 Jan 2024 12:01:00 GMT", NOW))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 302, 400, 404, 408, 500, 502, 504})
    void appliesTo429And503Only(int status) {
        assertThat(RetryAfter.parse(status, "120", NOW)).isNull();
    }

    @Test
    void ignoresMalformedAndPastValues() {
        for (String value : new String[] {"-5", "soon", "99999999999999999999", "", "Mon, 01 Jan 2024 11:00:00 GMT"}) {
            assertThat(RetryAfter.parse(503, value, NOW)).as(value).isNull();
        }
        assertThat(RetryAfter.parse(503, null, NOW)).isNull();
    }
}
