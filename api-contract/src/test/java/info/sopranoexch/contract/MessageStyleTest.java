package info.sopranoexch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessageStyleTest {
    @Test
    void acceptsSentenceThatNamesTheField() {
        assertThat(MessageStyle.violations(problem("The request is not valid.", "endpoints.0.url", "url is required.")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the callback is malformed.",
                "Not found",
                "There is no such payment.",
                "It is not one of those that there are."
            })
    void rejectsBadDetail(String detail) {
        assertThat(MessageStyle.violations(problem(detail, "amount", "amount is required.")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is required.", "amount is required", "amount is not one that we take."})
    void rejectsBadFieldMessage(String message) {
        assertThat(MessageStyle.violations(problem("The request is not valid.", "amount", message)))
                .isNotEmpty();
    }

    private static JsonNode problem(String detail, String field, String message) {
        var problem = JsonMapper.shared().createObjectNode().put("detail", detail);
        problem.putArray("errors").addObject().put("field", field).put("message", message);
        return problem;
    }
}
