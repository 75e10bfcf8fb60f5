package info.sopranoexch.gateway.request;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The JSON object in the body of a request: at most {@value #MAX_BYTES} bytes of valid UTF-8. */
public final class RequestBody {
    public static final int MAX_BYTES = 64 * 1024;

    /**
     * @param object as parsed
     * @param bytes as they came
     */
    public record Content(JsonObject object, byte[] bytes) {}

    private RequestBody() {}

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400, 408, 413 or 415 */
    public static Content required(HttpServletRequest request) throws IOException {
        checkType(request.getContentType());
        return parse(BodyBytes.read(request, MAX_BYTES));
    }

    /** As {@link #required}, but an absent body is an empty object. */
    public static Content optional(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            return new Content(JsonObject.EMPTY, new byte[0]);
        }
        byte[] bytes = BodyBytes.read(request, MAX_BYTES);
        if (bytes.length == 0) {
            return new Content(JsonObject.EMPTY, bytes);
        }
        checkType(request.getContentType());
        return parse(bytes);
    }

    /**
     * For operations without fields: the body may be absent or an empty object.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 400, 408, 413 or 415
     * @throws info.sopranoexch.starter.validation.InvalidFieldsException if it has a field
     */
    public static void none(HttpServletRequest request) throws IOException {
        new Fields(optional(request).object()).check();
    }

    private static void checkType(@Nullable String contentType) {
        // The first comparison is what nearly everybody sends, without the price of parsing it.
        if (!"application/json".equals(contentType) && !isJson(contentType)) {
            throw Problem.of(
                            415,
                            "unsupported_media_type",
                            "The request body must be sent as application/json in UTF-8.")
                    .asException();
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

    /** By any name that the platform knows for it, quoted or not; true if absent, as JSON is UTF-8 (RFC 8259, 8.1). */
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

    private static Content parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonValue value = StrictJson.read(text);
            if (value instanceof JsonObject object) {
                return new Content(object, bytes);
            }
            throw Problem.badRequest("malformed_json", "The request body must be a JSON object.")
                    .asException();
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("invalid_utf8", "The request body is not valid UTF-8.")
                    .asException();
        } catch (MalformedJsonException e) {
            throw Problem.badRequest("malformed_json", String.valueOf(e.getMessage()))
                    .asException();
        }
    }
}
