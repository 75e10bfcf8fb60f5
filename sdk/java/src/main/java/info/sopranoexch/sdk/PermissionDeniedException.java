package info.sopranoexch.sdk;

/** 403: the API key lacks a scope, or the request did not use HTTPS. */
public final class PermissionDeniedException extends ApiException {
    PermissionDeniedException(Problem problem) {
        super(problem);
    }
}
