package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-01T12:00:00Z, 2024-01-01T12:00:00.000Z",
        "2024-01-01T12:00:00.120Z, 2024-01-01T12:00:00.120Z",
        "2024-01-01T12:00:00.123999Z, 2024-01-01T12:00:00.123Z"
    })
    void alwaysWritesMilliseconds(Instant time, String written) {
        assertThat(Timestamps.format(time)).isEqualTo(written);
        JsonMapper json = JsonMapper.builder().addModule(JsonTimes.module()).build();
        assertThat(json.writeValueAsString(time)).isEqualTo('"' + written + '"');
    }

    @Test
    void readsAnyOffset() {
        assertThat(Timestamps.parse("2024-01-01t15:00:00+03:00")).isEqualTo("2024-01-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2024-01-01", "2024-01-01T12:00:00", "2024-02-30T12:00:00Z", "1704110400"})
    void rejectsMalformedTimes(String text) {
        assertThat(Timestamps.violation("since", text)).isEqualTo(FieldErrors.notATime("since"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "9999-01-01T00:00:00Z"})
    void rejectsTimesThatTheDatabasesCannotStore(String text) {
        assertThat(Timestamps.violation("since", text)).isEqualTo(FieldErrors.timeOutOfRange("since"));
    }
}
