package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query parameters and cookies of a payer's request. Tomcat's parsers are not used: they reject the whole request
 * for {@code ?utm_term=50%}, 51 parameters or 201 cookies.
 */
final class PayerRequest {
    static final String LANGUAGE = "lang";
    /** The parameter in the link by which the provider sends the payer back. */
    static final String RETURNED = "returned";

    static final String LANGUAGE_COOKIE = "pay_language";
    static final String RETURNED_COOKIE = "pay_returned";

    private PayerRequest() {}

    /** Returns the first value of the parameter, still encoded; empty if it has no value; null if it is absent. */
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

    /** Returns the language of the link, or of the cookie, or of the browser's preferences, in this order. */
    static Language language(HttpServletRequest request) {
        Language linked = Language.ofTag(parameter(request, LANGUAGE));
        Language chosen = linked == null ? Language.ofTag(cookie(request, LANGUAGE_COOKIE)) : linked;
        return chosen == null ? Language.preferred(request.getHeader("Accept-Language")) : chosen;
    }

    /**
     * Returns whether the payer came back from the provider in the last seconds. Another gateway, or a request to
     * payment-service that was already sent, may not know of the return yet.
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
