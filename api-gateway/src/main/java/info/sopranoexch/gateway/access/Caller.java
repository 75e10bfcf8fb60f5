package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who calls.
 *
 * @param accountId whose merchants and payments they may see
 * @param keyId of the API key they came with
 */
public record Caller(long accountId, String keyId) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** The caller of a handler that is marked with {@link NeedsKey}. */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a handler without @NeedsKey asks for its caller");
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
