package info.sopranoexch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import info.sopranoexch.starter.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

class KeyHeaderTest {
    private static final String KEY = "sk_0123456789";

    private static MockHttpServletRequest request(String header, String... lines) {
        var request = new MockHttpServletRequest();
        for (String line : lines) {
            request.addHeader(header, line);
        }
        return request;
    }

    private static ProblemException refusal(KeyHeader header, MockHttpServletRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> header.read(request));
    }

    @Test
    void acceptsOneKeyAndTheSameKeyTwice() {
        assertThat(KeyHeader.API_KEY.read(request("X-API-Key", KEY))).isEqualTo(KEY);
        assertThat(KeyHeader.API_KEY.read(request("X-API-Key", KEY, KEY))).isEqualTo(KEY);
    }

    @Test
    void rejectsTwoDifferentKeysInEitherOrder() {
        for (String[] keys : new String[][] {{KEY, "sk_other"}, {"sk_other", KEY}, {KEY, ""}}) {
            ProblemException problem = refusal(KeyHeader.API_KEY, request("X-API-Key", keys));
            assertThat(problem.getStatusCode().value()).isEqualTo(401);
            assertThat(problem.code()).isEqualTo("api_key_invalid");
            assertThat(problem.getBody().getDetail()).contains("several X-API-Key headers");
        }
        assertThat(refusal(KeyHeader.ADMIN_KEY, request("X-Admin-Key", "one", "two"))
                        .code())
                .isEqualTo("admin_key_invalid");
    }

    @Test
    void namesTheHeaderIfTheKeyIsMissing() {
        ProblemException problem = refusal(KeyHeader.API_KEY, request("Authorization", "Bearer " + KEY));

        assertThat(problem.code()).isEqualTo("api_key_missing");
        assertThat(problem.getBody().getDetail())
                .isEqualTo(
                        "Send the API key in the header X-API-Key. The Authorization header is not used by this API.");
        assertThat(refusal(KeyHeader.ADMIN_KEY, request("X-Admin-Key", ""))
                        .getBody()
                        .getDetail())
                .isEqualTo("Send the administrator's key in the header X-Admin-Key.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sk_1\" | quotation marks",
                "'sk_1' | quotation marks",
                "Bearer sk_1 | without \"Bearer\"",
                "bearer sk_1 | without \"bearer\"",
                "sk_1, sk_2 | contains a comma",
                "sk_1\u00a0 | no-break space",
                "sk_1\u00c2\u00a0 | no-break space",
                "sk_1 sk | contains a space"
            })
    void hintsAtTheMistakeThatTheFormShows(String key, String hint) {
        ProblemException problem = KeyHeader.API_KEY.invalid(key);

        assertThat(problem.code()).isEqualTo("api_key_invalid");
        assertThat(problem.getBody().getDetail()).contains(hint);
    }

    @ParameterizedTest
    @EnumSource
    void givesNoHintForAnOrdinaryKey(KeyHeader header) {
        assertThat(header.invalid(KEY).getBody().getDetail()).endsWith("is not valid.");
    }
}
