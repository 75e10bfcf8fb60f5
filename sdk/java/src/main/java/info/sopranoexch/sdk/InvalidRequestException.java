package info.sopranoexch.sdk;

/** 400, 405, 406, 413 or 415: the request is not valid; {@link #errors} names each invalid field. */
public final class InvalidRequestException extends ApiException {
    InvalidRequestException(Problem problem) {
        super(problem);
    }
}
