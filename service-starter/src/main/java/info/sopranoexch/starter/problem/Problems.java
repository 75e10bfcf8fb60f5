package info.sopranoexch.starter.problem;

import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Creates problem details. Their fields are part of the contract. */
public final class Problems {
    private static final String TYPE = "tag:soprano-exch.info,2026:problem/";

    private Problems() {}

    /**
     * Creates a problem.
     *
     * @param status the HTTP status, 400 to 599
     * @param code stable, lower case with underscores
     * @param detail one or two sentences for people
     */
    public static ProblemDetail of(int status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create(TYPE + code));
        problem.setTitle(title(status));
        problem.setDetail(detail);
        problem.setProperty("code", code);
        return problem;
    }

    /** Creates the problem of a request whose fields have errors. */
    public static ProblemDetail invalid(List<FieldError> errors) {
        ProblemDetail problem = of(400, "validation_failed", FieldErrors.detail(errors));
        problem.setProperty("errors", List.copyOf(errors));
        return problem;
    }

    /** Creates the problem of a status for which only the framework's exception is known. */
    public static ProblemDetail ofStatus(int status) {
        return switch (status) {
            case 404 -> of(404, "path_not_found", "The path was not found.");
            case 405 -> of(405, "method_not_allowed", "The method is not allowed for this path.");
            case 406 ->
                of(406, "not_acceptable", "The resource is not available in a format that the Accept header allows.");
            case 413 -> of(413, "body_too_large", "The request body is too large.");
            case 415 ->
                of(415, "unsupported_media_type", "The request body must be sent as application/json in UTF-8.");
            case 503 -> of(503, "service_unavailable", ProblemMessages.UNAVAILABLE);
            default ->
                status >= 400 && status < 500
                        ? of(status, "bad_request", ProblemMessages.UNREADABLE_REQUEST)
                        : of(500, "internal_error", ProblemMessages.INTERNAL_ERROR);
        };
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return switch (status) {
            case 421 -> "Misdirected Request";
            case 500 -> "Server Error";
            default -> known == null ? "Error" : known.getReasonPhrase();
        };
    }
}
