package info.sopranoexch.payment.web;

import java.util.List;

/** Ends the handling of a request with a refusal. An expected outcome, so it carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;

    /**
     * @param status the HTTP status, 400 to 599
     * @param code stable, lower case with underscores
     * @param detail one sentence for people
     */
    public ProblemException(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    private ProblemException(int status, String code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    /** @param what {@code payment}, {@code merchant}: also for what is another account's, in the same words */
    public static ProblemException notFound(String what) {
        return new ProblemException(404, what + "_not_found", "There is no such " + what.replace('_', ' ') + ".");
    }

    public static ProblemException invalid(List<FieldError> errors) {
        String detail =
                errors.size() == 1 ? errors.getFirst().message() : errors.size() + " fields are not valid; see errors.";
        return new ProblemException(400, "validation_failed", detail, List.copyOf(errors));
    }

    public static ProblemException invalid(String field, String code, String message) {
        return invalid(List.of(new FieldError(field, code, message)));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<FieldError> errors() {
        return errors;
    }
}
