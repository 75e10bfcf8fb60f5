package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FieldsTest {
    @Test
    void rejectsUnknownFields() {
        Fields fields = fields("{\"name\":\"x\",\"nmae\":null,\"items\":[{\"url\":\"a\",\"uri\":1}]}");
        fields.requiredText("name", 10);
        fields.objects("items", 2, (item, _) -> item.text("url", 10));

        assertThat(errors(fields))
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("items.0.uri", "unknown_field"),
                        org.assertj.core.groups.Tuple.tuple("nmae", "unknown_field"));
    }

    @Test
    void acceptsFieldThatWasOnlyChecked() {
        Fields fields = fields("{\"max_amount\":null}");

        assertThat(fields.has("max_amount")).isTrue();
        assertThat(errors(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600.0", "36e2", "\"3600\"", "true", "[]"})
    void rejectsIntegersThatAreNotWrittenInDigits(String value) {
        Fields fields = fields("{\"overlap_seconds\":" + value + "}");
        fields.number("overlap_seconds", 0, 10_000);

        assertThat(errors(fields)).containsExactly(FieldErrors.notAnInteger("overlap_seconds"));
    }

    @Test
    void reportsAtMostTwentyErrors() {
        var body = new StringBuilder("{\"f0\":0");
        for (int i = 1; i < 100; i++) {
            body.append(",\"f").append(i).append("\":0");
        }

        assertThat(errors(fields(body.append('}').toString()))).hasSize(20);
    }

    private static Fields fields(String json) {
        return new Fields((ObjectNode) JsonMapper.shared().readTree(json));
    }

    private static List<FieldError> errors(Fields fields) {
        InvalidFieldsException thrown = catchThrowableOfType(InvalidFieldsException.class, fields::check);
        return thrown == null ? List.of() : thrown.errors();
    }
}
