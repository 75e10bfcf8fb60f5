package info.sopranoexch.gateway.access;

import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads a key from a request header, and explains to the caller why a key is refused. */
enum KeyHeader {
    API_KEY("X-API-Key", "API key", "api_key_missing", "api_key_invalid"),
    ADMIN_KEY("X-Admin-Key", "administrator's key", "admin_key_missing", "admin_key_invalid");

    private final String header;
    private final String name;
    private final String missingCode;
    private final String invalidCode;

    KeyHeader(String header, String name, String missingCode, String invalidCode) {
        this.header = header;
        this.name = name;
        this.missingCode = missingCode;
        this.invalidCode = invalidCode;
    }

    /**
     * Returns the key of a request.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 401 without a key, or with several header lines that differ
     */
    String read(HttpServletRequest request) {
        List<String> values =
                Collections.list(request.getHeaders(header)).stream().distinct().toList();
        if (values.isEmpty() || values.equals(List.of(""))) {
            throw missing(request);
        }
        if (values.size() > 1) {
            throw refusal(
                    invalidCode, "The request has several " + header + " headers with different values. Send one.");
        }
        return values.getFirst();
    }

    /** Returns the 401 for an unknown key. Its detail has a hint if the form of the key shows a usual mistake. */
    ProblemException invalid(String key) {
        return refusal(invalidCode, "The " + name + " is not valid." + hint(key));
    }

    private ProblemException missing(HttpServletRequest request) {
        String elsewhere =
                request.getHeader("Authorization") == null ? "" : " The Authorization header is not used by this API.";
        return refusal(missingCode, "Send the " + name + " in the header " + header + "." + elsewhere);
    }

    private static ProblemException refusal(String code, String detail) {
        return new ProblemException(401, code, detail).withHeader("WWW-Authenticate", "ApiKey realm=\"soprano\"");
    }

    /** Returns a sentence that begins with a space, or an empty string. */
    private String hint(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bearer ") || lower.startsWith("basic ") || lower.startsWith("apikey ")) {
            return " Send the key alone, without \"" + key.substring(0, key.indexOf(' ')) + "\" in front of it.";
        }
        if (key.startsWith("\"") || key.startsWith("'") || key.endsWith("\"") || key.endsWith("'")) {
            return " Send the key without quotation marks.";
        }
        if (key.indexOf(',') >= 0) {
            return " It contains a comma. A proxy may have joined two " + header + " headers; send one.";
        }
        if (key.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return " It contains a space or another character that no key has, such as a no-break space from a copied text.";
        }
        return "";
    }
}
