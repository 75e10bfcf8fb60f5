package info.sopranoexch.gateway.request;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.Fields;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object in the body of a request: at most {@value #MAX_BYTES} bytes of valid UTF-8, strictly RFC 8259, without
 * duplicate fields and without content after the object. Numbers keep their exact decimal value.
 *
 * @param object the parsed object
 * @param bytes the bytes as received
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JsonBody(ObjectNode object, byte[] bytes) {
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 1_000;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxNameLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws info.sopranoexch.starter.problem.ProblemException 400, 408, 413 or 415 */
    public static JsonBody required(HttpServletRequest request) throws IOException {
        requireJson(request.getContentType());
        return parse(BodyReader.read(request, MAX_BYTES));
    }

    /** As {@link #required}, but an absent body is an empty object. */
    public static JsonBody optional(HttpServletRequest request) throws IOException {
        boolean absent = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        byte[] bytes = absent ? new byte[0] : BodyReader.read(request, MAX_BYTES);
        if (bytes.length == 0) {
            return new JsonBody(JsonNodeFactory.instance.objectNode(), bytes);
        }
        requireJson(request.getContentType());
        return parse(bytes);
    }

    /**
     * Requires an absent body or an empty object, for operations without fields.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 400, 408, 413 or 415
     * @throws info.sopranoexch.starter.validation.InvalidFieldsException if the object has a field
     */
    public static void requireEmpty(HttpServletRequest request) throws IOException {
        new Fields(optional(request).object()).check();
    }

    private static void requireJson(@Nullable String contentType) {
        // Most clients send exactly this value; comparing it is cheaper than parsing it.
        if (!"application/json".equals(contentType) && !isJson(contentType)) {
            throw new ProblemException(
                    415, "unsupported_media_type", "The request body must be sent as application/json in UTF-8.");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) && isUtf8(type.getParameter("charset"));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Accepts every name of UTF-8 that Java knows, quoted or not, and an absent charset (RFC 8259, 8.1). */
    private static boolean isUtf8(@Nullable String charset) {
        if (charset == null) {
            return true;
        }
        String name = charset.replace("\"", "").replace("'", "").strip();
        try {
            return Charset.forName(name).equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonBody parse(byte[] bytes) {
        try (JsonParser parser = STRICT.createParser(decode(bytes))) {
            if (parser.nextToken() == null) {
                throw malformed("The request body is empty. Send a JSON object.");
            }
            JsonNode value = parser.readValueAsTree();
            if (parser.nextToken() != null) {
                throw malformed("The request body has content after the JSON object.");
            }
            if (value instanceof ObjectNode object) {
                return new JsonBody(object, bytes);
            }
            throw malformed("The request body must be a JSON object.");
        } catch (MismatchedInputException e) {
            throw malformed("The request body has a JSON object that contains a field more than once.");
        } catch (StreamConstraintsException e) {
            throw malformed("The request body has more than " + MAX_DEPTH
                    + " levels of nesting, or a number with more than " + MAX_DIGITS + " digits.");
        } catch (JacksonException e) {
            throw malformed("The request body is not valid JSON" + place(e) + ".");
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(400, "invalid_utf8", "The request body is not valid UTF-8.");
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static RuntimeException malformed(String detail) {
        return new ProblemException(400, "malformed_json", detail);
    }
}
