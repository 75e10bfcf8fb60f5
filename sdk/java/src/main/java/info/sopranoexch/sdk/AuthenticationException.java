package info.sopranoexch.sdk;

/** 401: the API key is missing, unknown, expired or revoked. */
public final class AuthenticationException extends ApiException {
    AuthenticationException(Problem problem) {
        super(problem);
    }
}
