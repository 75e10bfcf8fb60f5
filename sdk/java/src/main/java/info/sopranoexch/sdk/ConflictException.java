package info.sopranoexch.sdk;

/** 409: the state of the resource does not allow the operation. */
public final class ConflictException extends ApiException {
    ConflictException(Problem problem) {
        super(problem);
    }
}
