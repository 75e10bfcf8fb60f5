package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;

/**
 * The authenticated caller of a request. Handlers that are marked with {@link RequiresScope} take it as a parameter.
 *
 * @param accountId the account whose merchants and payments the caller may use
 * @param keyId the id of the caller's API key
 */
public record Caller(long accountId, String keyId) {
    private static final String ATTRIBUTE = Caller.class.getName();

    static Caller of(RequestAttributes request) {
        if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("Indicates a bug: the handler has no @RequiresScope");
    }

    /** Returns the caller; null unless the request has a valid API key. */
    public static @Nullable Caller find(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : null;
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
