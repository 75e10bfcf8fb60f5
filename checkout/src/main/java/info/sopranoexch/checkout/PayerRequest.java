package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the page needs of a payer's request. Tomcat's own parameters and cookies are not used: it refuses the whole
 * request for {@code ?utm_term=50%}, for 51 parameters or for 201 cookies.
 */
final class PayerRequest {
    static final String LANGUAGE = "lang";
    /** Marks the link by which the provider sends the payer back. */
    static final String RETURNED = "returned";

    static final String LANGUAGE_COOKIE = "pay_language";
    static final String RETURNED_COOKIE = "pay_returned";

    private PayerRequest() {}

    /** @return the first value of that name as it stands in the query; empty if it has none; null if it is absent */
    static @Nullable String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.equals(name)) {
                return "";
            }
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    /** @return by the link, else as chosen before, else by the browser's preference */
    static Language language(HttpServletRequest request) {
        Language linked = Language.ofTag(parameter(request, LANGUAGE));
        Language chosen = linked == null ? Language.ofTag(cookie(request, LANGUAGE_COOKIE)) : linked;
        return chosen == null ? Language.preferred(request.getHeader("Accept-Language")) : chosen;
    }

    /**
     * Whether the payer has come back from the provider, by its link or a moment ago. Another gateway, or a request to
     * payment-service that was under way, may not know of that yet.
     */
    static boolean hasReturned(HttpServletRequest request) {
        return parameter(request, RETURNED) != null || cookie(request, RETURNED_COOKIE) != null;
    }

    private static @Nullable String cookie(HttpServletRequest request, String name) {
        String cookies = request.getHeader("Cookie");
        if (cookies == null) {
            return null;
        }
        for (String cookie : cookies.split(";", -1)) {
            String pair = cookie.strip();
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }
}
