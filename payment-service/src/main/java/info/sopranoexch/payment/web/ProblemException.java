package info.sopranoexch.payment.web;

import info.sopranoexch.starter.validation.Messages;

/** Ends the handling of a request with a refusal. An expected outcome, so it carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status, 400 to 599
     * @param code stable, lower case with underscores
     * @param detail one sentence for people
     */
    public ProblemException(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** @param what {@code payment}, {@code merchant}: also for what is another account's, in the same words */
    public static ProblemException notFound(String what) {
        return new ProblemException(404, what + "_not_found", Messages.notFound(what));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
