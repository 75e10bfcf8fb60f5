package info.sopranoexch.sdk;

import java.io.Serializable;
import java.net.http.HttpHeaders;
import java.util.List;

/** The parts of an error response; `retryAfter` is in seconds, -1 if absent. */
record Problem(int status, String code, String detail, List<FieldError> errors, String requestId, int retryAfter)
        implements Serializable {
    static Problem of(int status, HttpHeaders headers, String body) {
        Body problem = parse(body);
        String code = problem.code == null ? "unknown" : problem.code;
        List<FieldError> errors = problem.errors == null ? List.of() : problem.errors;
        String requestId = headers.firstValue("Request-Id").orElse(problem.requestId);
        int retryAfter = headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElse(-1);
        return new Problem(status, code, String.valueOf(problem.detail), errors, requestId, retryAfter);
    }

    /** A proxy may have sent another kind of body. */
    private static Body parse(String body) {
        try {
            return Mapper.toRecord(Body.class, Json.parse(body));
        } catch (IllegalArgumentException | ClassCastException e) {
            return new Body(null, "", null, null);
        }
    }

    record Body(String code, String detail, List<FieldError> errors, String requestId) {}
}
