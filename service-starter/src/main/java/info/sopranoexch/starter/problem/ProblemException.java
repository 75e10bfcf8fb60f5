package info.sopranoexch.starter.problem;

import info.sopranoexch.starter.validation.Messages;
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
        return new ProblemException(404, resource + "_not_found", Messages.notFound(resource));
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
