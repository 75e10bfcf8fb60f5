package info.sopranoexch.webhook.inspection;

/** A parameter or field that cannot be taken. */
public class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** Says of a field what it must be. */
    public InvalidQueryException(String field, String expected) {
        super(expected);
        this.field = field;
    }

    String field() {
        return field;
    }
}
