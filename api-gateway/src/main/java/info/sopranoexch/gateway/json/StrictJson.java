package info.sopranoexch.gateway.json;

import info.sopranoexch.gateway.json.JsonValue.JsonArray;
import info.sopranoexch.gateway.json.JsonValue.JsonBoolean;
import info.sopranoexch.gateway.json.JsonValue.JsonNull;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads RFC 8259 and nothing looser: no name twice in an object, no more than {@value #MAX_DEPTH} levels, no NaN, nothing
 * after the value. Numbers are not converted, so a hostile one costs no more than its characters.
 */
public final class StrictJson {
    /** Objects and arrays within one another. */
    static final int MAX_DEPTH = 8;

    private static final int MAX_TOKEN = 64 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_TOKEN)
                    .maxStringLength(MAX_TOKEN)
                    .maxNameLength(MAX_TOKEN)
                    .build())
            .build();

    private StrictJson() {}

    /** @throws MalformedJsonException when it is something else, or too deep */
    public static JsonValue read(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException("The request body is empty. Send a JSON object.");
            }
            JsonValue value = value(parser, first, 0);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("The request body has content after the JSON object.");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedJsonException("The request body is not valid JSON" + place(e) + ".");
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonValue value(JsonParser parser, JsonToken token, int depth) throws MalformedJsonException {
        return switch (token) {
            case START_OBJECT -> object(parser, inside(depth));
            case START_ARRAY -> array(parser, inside(depth));
            case VALUE_STRING -> new JsonString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            default -> throw new MalformedJsonException("The request body is not valid JSON.");
        };
    }

    private static int inside(int depth) throws MalformedJsonException {
        if (depth >= MAX_DEPTH) {
            throw new MalformedJsonException("The request body has more than " + MAX_DEPTH + " levels of nesting.");
        }
        return depth + 1;
    }

    private static JsonObject object(JsonParser parser, int depth) throws MalformedJsonException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (JsonToken token = next(parser); token != JsonToken.END_OBJECT; token = next(parser)) {
            String name = parser.currentName();
            if (fields.put(name, value(parser, next(parser), depth)) != null) {
                throw new MalformedJsonException(
                        "The request body has a JSON object that contains a field more than once.");
            }
        }
        return new JsonObject(fields);
    }

    private static JsonArray array(JsonParser parser, int depth) throws MalformedJsonException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
            items.add(value(parser, token, depth));
        }
        return new JsonArray(items);
    }

    private static JsonToken next(JsonParser parser) throws MalformedJsonException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new MalformedJsonException("The request body ends before the JSON object is complete.");
        }
        return token;
    }
}
