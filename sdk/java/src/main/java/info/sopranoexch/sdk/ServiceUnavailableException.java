package info.sopranoexch.sdk;

/** 503: the request was not processed; repeat it later. */
public final class ServiceUnavailableException extends ServerException {
    ServiceUnavailableException(Problem problem) {
        super(problem);
    }
}
