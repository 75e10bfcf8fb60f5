package info.sopranoexch.gateway.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads events from webhook-dispatcher. */
@Component
class EventClient {
    static final String PATH = "/internal/events";

    private static final Duration POSITIONS_TIMEOUT = Duration.ofSeconds(2);

    private record PositionsRequest(
            @JsonProperty("account_ids") Collection<Long> accountIds) {}

    private final InternalService dispatcher;
    private final JsonMapper json;

    EventClient(@Qualifier("webhookDispatcher") InternalService dispatcher, JsonMapper json) {
        this.dispatcher = dispatcher;
        this.json = json;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException the problem of the service */
    EventPage read(EventQuery query) {
        return new EventPage(dispatcher.call(InternalRequest.get(query.path(), query.accountId())));
    }

    InternalResponse find(long accountId, String id) {
        return dispatcher.call(InternalRequest.get(PATH + "/" + id, accountId));
    }

    /** Returns the position of the last event of each account that has one; null if the service does not respond. */
    @Nullable
    Map<Long, Long> lastPositions(Collection<Long> accountIds) {
        byte[] body = json.writeValueAsBytes(new PositionsRequest(accountIds));
        var request = new InternalRequest(
                "POST", PATH + "/positions", null, body, Map.of("Content-Type", "application/json"), true);
        InternalResponse response = dispatcher.tryCall(request, POSITIONS_TIMEOUT);
        if (response == null || !response.isSuccess()) {
            return null;
        }
        Map<Long, Long> positions = new HashMap<>();
        response.json()
                .path("positions")
                .properties()
                .forEach(entry -> positions.put(
                        Long.valueOf(entry.getKey()), entry.getValue().longValue()));
        return positions;
    }
}
