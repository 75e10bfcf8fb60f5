package info.sopranoexch.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The API responded with an error. Decide by {@link #code}, and by the class or {@link #status} if you do not know the code. {@link
 * #detail} is for people. Quote {@link #requestId} to support.
 */
public class ApiException extends SopranoException {
    private final Problem problem;

    ApiException(Problem problem) {
        super(
                problem.status() + " " + problem.code() + ": " + problem.detail() + " (" + problem.requestId() + ")",
                null);
        this.problem = problem;
    }

    static ApiException of(Problem problem) {
        return switch (problem.status()) {
            case 401 -> new AuthenticationException(problem);
            case 403 -> new PermissionDeniedException(problem);
            case 404 -> new NotFoundException(problem);
            case 409 -> new ConflictException(problem);
            case 422 -> new IdempotencyException(problem);
            case 429 -> new RateLimitException(problem);
            case 503 -> new ServiceUnavailableException(problem);
            default -> problem.status() >= 500 ? new ServerException(problem) : new InvalidRequestException(problem);
        };
    }

    public int status() {
        return problem.status();
    }

    public String code() {
        return problem.code();
    }

    public String detail() {
        return problem.detail();
    }

    public List<FieldError> errors() {
        return problem.errors();
    }

    /** Null if the response did not come from the API. */
    public String requestId() {
        return problem.requestId();
    }

    /** How long to wait before a repetition, if the API named it. */
    public Optional<Duration> retryAfter() {
        return problem.retryAfter() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(problem.retryAfter()));
    }
}
