package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.validation.Messages;

/** What does not exist and what is another account's: the same. */
public class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    /** Names what was not found, as in the code {@code <what>_not_found}. */
    public NotFoundException(String what) {
        super(Messages.notFound(what));
        this.what = what;
    }

    String code() {
        return what + "_not_found";
    }
}
