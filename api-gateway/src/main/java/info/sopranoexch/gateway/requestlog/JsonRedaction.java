package info.sopranoexch.gateway.requestlog;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Copies a JSON body without secrets, payer data and card numbers, up to its end or to the first error. */
final class JsonRedaction {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private final TextRedaction texts;
    private final int length;
    private @Nullable String text;
    private @Nullable String paymentId;
    private @Nullable Long merchantId;

    private JsonRedaction(TextRedaction texts, int length) {
        this.texts = texts;
        this.length = length;
    }

    /** @param body the beginning of the body; empty without a body */
    static JsonRedaction of(byte[] body, TextRedaction texts) {
        var redaction = new JsonRedaction(texts, body.length);
        if (body.length > 0) {
            redaction.text = redaction.copy(body);
        }
        return redaction;
    }

    /** Returns null without a body. */
    @Nullable
    String text() {
        return text;
    }

    /** Returns the field {@code payment_id} of the object, without further checks. */
    @Nullable
    String paymentId() {
        return paymentId;
    }

    @Nullable
    Long merchantId() {
        return merchantId;
    }

    private String copy(byte[] body) {
        var out = new StringWriter(body.length);
        boolean complete = false;
        try (JsonParser parser = JSON.createParser(body);
                JsonGenerator generator = JSON.createGenerator(out)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy(token, parser, generator, depth);
            }
            complete = depth == 0;
        } catch (JacksonException e) {
            // The body is malformed, or longer than the limit. The copy ends before the token with the error.
        }
        return complete ? out.toString() : out + TextRedaction.ELLIPSIS;
    }

    private void copy(JsonToken token, JsonParser parser, JsonGenerator generator, int depth) {
        switch (token) {
            case PROPERTY_NAME -> copyField(parser, generator);
            case VALUE_STRING -> copyString(parser, generator, depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> copyNumber(parser, generator, depth);
            default -> generator.copyCurrentEvent(parser);
        }
    }

    private void copyField(JsonParser parser, JsonGenerator generator) {
        String name = parser.currentName();
        generator.writeName(texts.redact(name));
        if (SensitiveNames.contains(name)) {
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            parser.skipChildren();
            generator.writeString(isNull ? null : TextRedaction.REDACTED);
        }
    }

    private void copyString(JsonParser parser, JsonGenerator generator, int depth) {
        String value = parser.getString();
        String name = parser.currentName();
        if (depth == 1 && "payment_id".equals(name)) {
            paymentId = value;
        }
        // The field instance of a problem is the encoded path.
        String redacted = "instance".equals(name) ? RequestRedaction.path(value, texts) : texts.redact(value);
        generator.writeString(redacted);
    }

    private void copyNumber(JsonParser parser, JsonGenerator generator, int depth) {
        if (parser.currentLocation().getByteOffset() >= length) {
            return; // The limit may have cut the number.
        }
        String number = parser.getString();
        String redacted = texts.redact(number);
        if (!redacted.equals(number)) {
            generator.writeString(redacted);
            return;
        }
        if (depth == 1 && "merchant_id".equals(parser.currentName()) && number.matches("[0-9]{1,18}")) {
            merchantId = Long.valueOf(number);
        }
        generator.writeNumber(number);
    }
}
