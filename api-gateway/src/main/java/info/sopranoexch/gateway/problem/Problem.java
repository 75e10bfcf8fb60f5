package info.sopranoexch.gateway.problem;

import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A refusal.
 *
 * @param status the HTTP status, 400 to 599
 * @param code stable, lower case with underscores; the title follows from the status
 * @param detail one sentence for people
 * @param errors each bad field; may be empty
 * @param headers to be set on the answer besides, such as {@code Retry-After}
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of());
    }

    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    public static Problem invalid(List<FieldError> errors) {
        return new Problem(400, "validation_failed", FieldErrors.detail(errors), List.copyOf(errors), Map.of());
    }

    public static Problem invalid(String field, String code, String message) {
        return invalid(new FieldError(field, code, message));
    }

    public static Problem invalid(FieldError error) {
        return invalid(List.of(error));
    }

    public static Problem notFound(String what) {
        return of(404, what + "_not_found", Messages.notFound(what));
    }

    public static Problem pathNotFound() {
        return of(404, "path_not_found", "The path was not found.");
    }

    /** @param after how long the caller should wait; told in whole seconds, 1 at least */
    public static Problem unavailable(String code, String detail, Duration after) {
        return of(503, code, detail).retryAfter(after);
    }

    public Problem retryAfter(Duration after) {
        return with(
                "Retry-After", String.valueOf(Math.max(1, after.plusMillis(999).toSeconds())));
    }

    public Problem with(String header, String value) {
        var all = new java.util.HashMap<>(headers);
        all.put(header, value);
        return new Problem(status, code, detail, errors, Map.copyOf(all));
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
