package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The authenticated caller of a request.
 *
 * @param accountId the account whose merchants and payments the caller may use
 * @param keyId the id of the caller's API key
 */
public record Caller(long accountId, String keyId) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** Returns the caller. The handler must be marked with {@link RequiresScope}. */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("Indicates a bug: the handler has no @RequiresScope");
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
