package info.sopranoexch.gateway.upstream;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.problem.ProblemMessages;
import info.sopranoexch.starter.problem.Problems;
import info.sopranoexch.starter.validation.FieldError;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;

/**
 * Translates error responses of internal services into problems for the caller. Errors that the caller did not cause become
 * 500 or 503 without any text of the service.
 */
final class UpstreamProblems {
    private static final Logger log = LoggerFactory.getLogger(UpstreamProblems.class);
    /** The only 401 for the caller: the signature of a callback is wrong. */
    private static final String INVALID_SIGNATURE = "invalid_signature";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private UpstreamProblems() {}

    static ProblemException of(String service, InternalResponse response) {
        int status = response.status();
        if (status == 502 || status == 503 || status == 504 || status == 429) {
            return ProblemException.unavailable("service_unavailable", ProblemMessages.UNAVAILABLE, RETRY_AFTER);
        }
        if (status < 400 || status >= 500 || status == 403 || status == 405 || status == 415) {
            return unexpected(service, status);
        }
        ProblemException problem = reported(response, service);
        if (status == 401 && !problem.code().equals(INVALID_SIGNATURE)) {
            // The service rejected the gateway's own token.
            return unexpected(service, status);
        }
        return problem;
    }

    private static ProblemException unexpected(String service, int status) {
        log.error("{} sent the unexpected status {}", service, status);
        return new ProblemException(500, "internal_error", ProblemMessages.INTERNAL_ERROR);
    }

    private static ProblemException reported(InternalResponse response, String service) {
        int status = response.status();
        try {
            JsonNode body = response.json();
            if (body.path("code").isString()) {
                ProblemDetail problem = Problems.of(
                        status,
                        body.path("code").stringValue(),
                        body.path("detail").asString(ProblemMessages.UNREADABLE_REQUEST));
                if (body.has("errors")) {
                    problem.setProperty("errors", errors(body.path("errors")));
                }
                return new ProblemException(problem);
            }
        } catch (IllegalStateException e) {
            log.warn("{} sent {} without problem details", service, status);
        }
        return status == 404
                ? new ProblemException(404, "not_found", "The resource was not found.")
                : new ProblemException(status, "bad_request", ProblemMessages.UNREADABLE_REQUEST);
    }

    private static List<FieldError> errors(JsonNode errors) {
        return errors.valueStream()
                .map(error -> new FieldError(
                        error.path("field").asString(""),
                        error.path("code").asString("invalid"),
                        error.path("message").asString("")))
                .toList();
    }
}
