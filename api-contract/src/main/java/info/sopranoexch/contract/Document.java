package info.sopranoexch.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI 3.1 document: access by JSON pointer, and validation against its schemas. */
public final class Document {
    private static final String LOCATION = "https://soprano-exch.info/openapi.json";

    private final JsonNode root;
    private final SchemaRegistry schemas;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private Document(JsonNode root) {
        this.root = root;
        this.schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(LOCATION, root.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    public static Document load(Path yaml) {
        return new Document(YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .readTree(yaml.toFile()));
    }

    public JsonNode root() {
        return root;
    }

    /** @param pointer such as {@code /components/schemas/Payment}; a missing node if nothing is there */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** Follows references and returns the pointer of their target. */
    public String resolve(String pointer) {
        JsonNode reference = at(pointer).path("$ref");
        return reference.isString() ? resolve(reference.stringValue().substring(1)) : pointer;
    }

    /**
     * Validates a value.
     *
     * @param pointer of a schema
     * @return the errors; empty for a valid value
     */
    public List<String> validate(String pointer, JsonNode value) {
        return compiled
                .computeIfAbsent(pointer, at -> schemas.getSchema(SchemaLocation.of(LOCATION + "#" + at)))
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Escapes a name for a pointer. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
