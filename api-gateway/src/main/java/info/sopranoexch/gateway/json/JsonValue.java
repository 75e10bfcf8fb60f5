package info.sopranoexch.gateway.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value as it was written. */
public sealed interface JsonValue {

    /** @param fields in the order of the text; no name twice */
    record JsonObject(Map<String, JsonValue> fields) implements JsonValue {
        public static final JsonObject EMPTY = new JsonObject(Map.of());

        /** The value of the field; null when it is absent or JSON's null. */
        public @Nullable JsonValue get(String name) {
            JsonValue value = fields.get(name);
            return value instanceof JsonNull ? null : value;
        }
    }

    record JsonArray(List<JsonValue> items) implements JsonValue {}

    record JsonString(String value) implements JsonValue {}

    /** @param text the characters of the number as they stood in the body, of any length and exponent */
    record JsonNumber(String text) implements JsonValue {}

    record JsonBoolean(boolean value) implements JsonValue {}

    record JsonNull() implements JsonValue {}
}
