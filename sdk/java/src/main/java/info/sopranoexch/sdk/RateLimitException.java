package info.sopranoexch.sdk;

/** 429: too many requests. */
public final class RateLimitException extends ApiException {
    RateLimitException(Problem problem) {
        super(problem);
    }
}
