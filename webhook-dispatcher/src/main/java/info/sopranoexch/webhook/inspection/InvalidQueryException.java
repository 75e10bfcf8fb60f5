package info.sopranoexch.webhook.inspection;

/** A parameter or field that cannot be taken. */
public class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String code;

    /**
     * @param code stable, such as {@code required}
     * @param expected what the field must be, to follow its name in a sentence
     */
    public InvalidQueryException(String field, String code, String expected) {
        super(field + " " + expected + ".");
        this.field = field;
        this.code = code;
    }

    String field() {
        return field;
    }

    String code() {
        return code;
    }
}
