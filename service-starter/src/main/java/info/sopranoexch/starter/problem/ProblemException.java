package info.sopranoexch.starter.problem;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Rejects a request. An expected outcome, so it carries no stack trace. */
public final class ProblemException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    public ProblemException(ProblemDetail problem) {
        super(HttpStatusCode.valueOf(problem.getStatus()), problem, null);
    }

    /** As {@link Problems#of}. */
    public ProblemException(int status, String code, String detail) {
        this(Problems.of(status, code, detail));
    }

    /** @param resource such as {@code api_key}; also for a resource of another account, in the same words */
    public static ProblemException notFound(String resource) {
        return new ProblemException(404, resource + "_not_found", ProblemMessages.notFound(resource));
    }

    /** As {@link Problems#ofStatus}. */
    public static ProblemException ofStatus(int status) {
        return new ProblemException(Problems.ofStatus(status));
    }

    /** Creates a problem with status 503. */
    public static ProblemException unavailable(String code, String detail, Duration retryAfter) {
        return new ProblemException(503, code, detail).withRetryAfter(retryAfter);
    }

    /** Returns the stable code of the problem. */
    public String code() {
        Map<String, Object> properties = getBody().getProperties();
        return properties == null ? "" : String.valueOf(properties.get("code"));
    }

    /** Adds the header {@code Retry-After}, rounded up to whole seconds. */
    public ProblemException withRetryAfter(Duration duration) {
        long seconds = Math.max(1, duration.plusMillis(999).toSeconds());
        return withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }

    /** Adds a header to the response. */
    public ProblemException withHeader(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
