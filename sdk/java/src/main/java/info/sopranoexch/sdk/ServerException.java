package info.sopranoexch.sdk;

/** 5xx: the API failed. */
public class ServerException extends ApiException {
    ServerException(Problem problem) {
        super(problem);
    }
}
