package info.sopranoexch.gateway.problem;

import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.Messages;
import info.sopranoexch.starter.validation.QueryString.MalformedQueryException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;

/** The framework's own refusals in our words. */
final class FrameworkProblems {
    private FrameworkProblems() {}

    static Problem of(Exception failure, HttpServletRequest request) {
        return switch (failure) {
            case ProblemException e -> e.problem();
            case InvalidFieldsException e -> Problem.invalid(e.errors());
            case MalformedQueryException e -> Problem.badRequest("invalid_query", String.valueOf(e.getMessage()));
            case NoHandlerFoundException e -> Problem.pathNotFound();
            case HttpRequestMethodNotSupportedException e -> methodNotAllowed(request);
            case HttpMediaTypeNotAcceptableException e ->
                Problem.of(
                        406,
                        "not_acceptable",
                        "The resource is not available in a format that the Accept header allows.");
            case HttpMediaTypeNotSupportedException e ->
                Problem.of(
                        415, "unsupported_media_type", "The request body must be sent as application/json in UTF-8.");
            case InvalidParameterException e -> Problem.badRequest("invalid_query", "The query string is malformed.");
            case ErrorResponse e
            when e.getBody().getProperties() instanceof Map<String, Object> properties
                    && properties.get("code") instanceof String code ->
                new Problem(
                        e.getStatusCode().value(),
                        code,
                        String.valueOf(e.getBody().getDetail()),
                        List.of(),
                        e.getHeaders().toSingleValueMap());
            case ErrorResponse e
            when e.getStatusCode().is4xxClientError() ->
                byStatus(e.getStatusCode().value());
            default -> byStatus(500);
        };
    }

    private static Problem methodNotAllowed(HttpServletRequest request) {
        return Problem.of(
                405, "method_not_allowed", "The method " + request.getMethod() + " is not allowed for this path.");
    }

    /** For a refusal of which only the status is known. */
    static Problem byStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(401, "unauthorized", "The request has no valid credentials.");
            case 403 -> Problem.of(403, "forbidden", "The request is not permitted.");
            case 404 -> Problem.pathNotFound();
            case 405 -> Problem.of(405, "method_not_allowed", "The method is not allowed for this path.");
            case 408 -> Problem.of(408, "request_timeout", "The request was not received in time.");
            case 413 -> Problem.of(413, "body_too_large", "The request body is too large.");
            case 503 -> Problem.unavailable("service_unavailable", Messages.UNAVAILABLE, Duration.ofSeconds(1));
            // Tomcat's words for a transfer coding and a version that nobody should send.
            case 501, 505 -> Problem.of(400, "bad_request", Messages.UNREADABLE_REQUEST);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "bad_request", Messages.UNREADABLE_REQUEST)
                        : Problem.of(500, "internal_error", Messages.INTERNAL_ERROR);
        };
    }
}
