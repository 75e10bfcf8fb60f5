package info.sopranoexch.sdk;

/** 422: the idempotency key was already used with another request. */
public final class IdempotencyException extends ApiException {
    IdempotencyException(Problem problem) {
        super(problem);
    }
}
