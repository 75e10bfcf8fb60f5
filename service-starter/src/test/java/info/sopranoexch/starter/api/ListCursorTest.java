package info.sopranoexch.starter.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorTest {
    private static final String CURSOR = ListCursor.encode("events", 7, 1_764_000_000_000_123L);

    @Test
    void returnsThePosition() {
        assertThat(ListCursor.decode("events", 7, CURSOR)).hasValue(1_764_000_000_000_123L);
    }

    @Test
    void rejectsCursorOfAnotherAccountOrList() {
        assertThat(ListCursor.decode("events", 8, CURSOR)).isEmpty();
        assertThat(ListCursor.decode("requests", 7, CURSOR)).isEmpty();
    }

    @Test
    void rejectsEveryChangeOfOneCharacter() {
        for (int i = 0; i < CURSOR.length(); i++) {
            for (char c : "AZaz09-_".toCharArray()) {
                String changed = CURSOR.substring(0, i) + c + CURSOR.substring(i + 1);
                assertThat(ListCursor.decode("events", 7, changed).isEmpty())
                        .as(changed)
                        .isNotEqualTo(changed.equals(CURSOR));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=", "%", "AAAA", "null", "latest"})
    void rejectsOtherTexts(String cursor) {
        assertThat(ListCursor.decode("events", 7, cursor)).isEmpty();
        assertThat(ListCursor.decode("events", 7, CURSOR + cursor + "A")).isEmpty();
    }
}
