package info.sopranoexch.starter.validation;

import java.util.List;

/** Refuses a request because of its fields or parameters. An expected outcome, so it carries no stack trace. */
public final class InvalidFieldsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidFieldsException(List<FieldError> errors) {
        super(FieldErrors.detail(errors), null, false, false);
        this.errors = List.copyOf(errors);
    }

    public InvalidFieldsException(FieldError error) {
        this(List.of(error));
    }

    public List<FieldError> errors() {
        return errors;
    }
}
