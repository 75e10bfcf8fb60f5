package info.sopranoexch.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the page needs of a payer's request. Tomcat's own parameters and cookies are not used: it refuses the whole
 * request for {@code ?utm_term=50%}, for 51 parameters or for 201 cookies.
 */
final class PayerRequest {
    static final String LANGUAGE = "lang";
    static final String LANGUAGE_COOKIE = "pay_language";
    private static final Pattern LANGUAGE_IN_COOKIES =
            Pattern.compile("(?:^|;)\\s*" + LANGUAGE_COOKIE + "=([a-z]{2})(?:;|$)");

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
        Language chosen = linked == null ? Language.ofTag(cookie(request)) : linked;
        return chosen == null ? Language.preferred(request.getHeader("Accept-Language")) : chosen;
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        String cookies = request.getHeader("Cookie");
        if (cookies == null) {
            return null;
        }
        Matcher found = LANGUAGE_IN_COOKIES.matcher(cookies);
        return found.find() ? found.group(1) : null;
    }
}
