package info.sopranoexch.provider.paymoon;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strict reading of Paymoon's JSON: UTF-8 only (Jackson would guess UTF-16 and UTF-32 too), one object, nothing after it,
 * no name twice; a field is of the type it must be or the whole is {@link UntranslatableException}.
 */
final class PaymoonJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PaymoonJson() {}

    static JsonNode object(byte[] raw) throws UntranslatableException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw new UntranslatableException("not a JSON object");
            }
            return node;
        } catch (CharacterCodingException _) {
            throw new UntranslatableException("not UTF-8");
        } catch (JacksonException e) {
            throw new UntranslatableException("not JSON: " + e.getOriginalMessage());
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String text(JsonNode object, String field) throws UntranslatableException {
        String value = textOrNull(object, field);
        if (value == null || value.isEmpty()) {
            throw new UntranslatableException(field + " is missing");
        }
        return value;
    }

    static @Nullable String textOrNull(JsonNode object, String field) throws UntranslatableException {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new UntranslatableException(field + " is not a string");
        }
        return value.stringValue();
    }

    /** A whole number of 1 or more, null when it is absent. */
    static @Nullable Long ordinalOrNull(JsonNode object, String field) throws UntranslatableException {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw new UntranslatableException(field + " is not a whole number above 0");
        }
        return value.longValue();
    }
}
