package info.sopranoexch.gateway.upstream;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The response of an internal service. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InternalResponse(int status, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** @throws IllegalStateException if the body is not JSON */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalStateException("an internal service sent a body that is not JSON", e);
        }
    }

    /** Returns the same response for the caller of the gateway. */
    public ResponseEntity<byte[]> toEntity() {
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(status);
        return body.length == 0
                ? entity.build()
                : entity.contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
