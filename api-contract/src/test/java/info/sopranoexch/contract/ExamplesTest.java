package info.sopranoexch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example of the document is valid under its schema. */
class ExamplesTest {
    private final Document document = Document.load(Path.of("..", "docs", "openapi.yaml"));
    private final List<String> checked = new ArrayList<>();

    @Test
    void everyExampleIsValid() {
        walk("", document.root());

        assertThat(checked).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void rejectsInvalidExample() {
        JsonNode negative = JsonMapper.shared().readTree("{\"merchant_id\":1,\"amount\":-1}");

        assertThat(document.validate("/components/schemas/CreatePayment", negative))
                .isNotEmpty();
    }

    private void walk(String pointer, JsonNode node) {
        if (node.path("examples").isObject() && node.has("schema")) {
            node.path("examples").propertyNames().forEach(name -> {
                String example = document.resolve(pointer + "/examples/" + name);
                assertThat(document.validate(pointer + "/schema", document.at(example + "/value")))
                        .as(example)
                        .isEmpty();
                checked.add(example);
            });
        }
        for (Map.Entry<String, JsonNode> child : node.properties()) {
            walk(pointer + "/" + Document.escape(child.getKey()), child.getValue());
        }
    }
}
