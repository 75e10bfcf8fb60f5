package info.sopranoexch.provider.paymoon;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Strict JSON mapper for {@link PaymoonMessages}: UTF-8 only, one object, no duplicate names, no conversion between types.
 * Unknown fields are ignored.
 */
final class PaymoonJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private PaymoonJson() {}

    /** Parses one JSON object. Exception messages name no class of the parser, because they are shown to callers. */
    static JsonNode object(byte[] raw) throws UntranslatableException {
        try {
            // Jackson itself would also accept UTF-16 and UTF-32.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (CharacterCodingException _) {
            throw new UntranslatableException("not UTF-8");
        } catch (JacksonException _) {
            // Reported below.
        }
        throw new UntranslatableException("not one JSON object");
    }

    /** Converts an object to a message. A field of another type is an error that names the field. */
    static <T> T convert(JsonNode object, Class<T> type) throws UntranslatableException {
        try {
            return MAPPER.treeToValue(object, type);
        } catch (JacksonException e) {
            String field = e.getPath().isEmpty() ? null : e.getPath().getLast().getPropertyName();
            throw new UntranslatableException((field == null ? "a field" : field) + " has the wrong type");
        }
    }

    static byte[] write(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /** @throws UntranslatableException if the field is null or empty */
    static String required(@Nullable String value, String field) throws UntranslatableException {
        if (value == null || value.isEmpty()) {
            throw new UntranslatableException(field + " is missing");
        }
        return value;
    }
}
