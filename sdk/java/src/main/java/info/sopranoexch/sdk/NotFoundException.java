package info.sopranoexch.sdk;

/** 404: the resource does not exist or belongs to another account. */
public final class NotFoundException extends ApiException {
    NotFoundException(Problem problem) {
        super(problem);
    }
}
