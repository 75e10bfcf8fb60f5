package info.sopranoexch.gateway.upstream;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonArray;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's refusal as ours: its code, words and field errors, our path. What is its own fault, or ours towards it, comes
 * out without any of its words.
 */
final class UpstreamProblems {
    private static final Logger log = LoggerFactory.getLogger(UpstreamProblems.class);
    /** The one 401 that is meant for the caller: Paymoon's signature does not fit. */
    private static final String INVALID_SIGNATURE = "invalid_signature";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private UpstreamProblems() {}

    static Problem of(String service, InternalResponse response) {
        int status = response.status();
        if (status == 502 || status == 503 || status == 504 || status == 429) {
            return Problem.unavailable("service_unavailable", Messages.UNAVAILABLE, RETRY_AFTER);
        }
        if (status < 400 || status >= 500 || status == 403 || status == 405 || status == 415) {
            return unexpected(service, status);
        }
        Problem told = told(response, service);
        if (status == 401 && !told.code().equals(INVALID_SIGNATURE)) {
            // It is we who are not let in.
            return unexpected(service, status);
        }
        return told;
    }

    private static Problem unexpected(String service, int status) {
        log.error("{} answered {} where no such answer was expected", service, status);
        return Problem.of(500, "internal_error", Messages.INTERNAL_ERROR);
    }

    private static Problem told(InternalResponse response, String service) {
        int status = response.status();
        try {
            JsonValue body = StrictJson.read(new String(response.body(), StandardCharsets.UTF_8));
            if (body instanceof JsonObject problem && problem.get("code") instanceof JsonString(String code)) {
                String detail = text(problem, "detail", Messages.UNREADABLE_REQUEST);
                return new Problem(status, code, detail, errors(problem), Map.of());
            }
        } catch (MalformedJsonException e) {
            log.warn("{} answered {} without problem details", service, status);
        }
        return status == 404
                ? Problem.of(404, "not_found", "The resource was not found.")
                : Problem.of(status, "bad_request", Messages.UNREADABLE_REQUEST);
    }

    private static List<FieldError> errors(JsonObject problem) {
        return problem.get("errors") instanceof JsonArray(List<JsonValue> items)
                ? items.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .map(item -> new FieldError(
                                text(item, "field", ""), text(item, "code", "invalid"), text(item, "message", "")))
                        .toList()
                : List.of();
    }

    private static String text(JsonObject object, String name, String absent) {
        return object.get(name) instanceof JsonString(String text) ? text : absent;
    }
}
