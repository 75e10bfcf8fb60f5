package info.sopranoexch.gateway.events;

import info.sopranoexch.gateway.upstream.InternalResponse;
import java.util.List;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A page of events as webhook-dispatcher returned it. */
record EventPage(InternalResponse response) {
    /** An empty page is shorter, so that longer pages are not parsed. */
    private static final int MAX_EMPTY_PAGE = 200;

    /** Keeps the decimals of amounts. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * An event of a page.
     *
     * @param json the event as one line of JSON
     */
    record Event(String cursor, String json) {}

    boolean isEmpty() {
        return response.body().length < MAX_EMPTY_PAGE && json().path("data").isEmpty();
    }

    String nextCursor() {
        return json().path("next_cursor").stringValue();
    }

    boolean hasMore() {
        return json().path("has_more").booleanValue();
    }

    List<Event> events() {
        return json().path("data")
                .valueStream()
                .map(event -> new Event(event.path("cursor").stringValue(), JSON.writeValueAsString(event)))
                .toList();
    }

    ResponseEntity<byte[]> toEntity() {
        return response.toEntity();
    }

    private JsonNode json() {
        return JSON.readTree(response.body());
    }
}
