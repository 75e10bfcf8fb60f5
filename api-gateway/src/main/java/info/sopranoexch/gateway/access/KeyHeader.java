package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A key in a request header, and what a caller should hear about one that is not valid. */
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
     * The key as it was sent.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 401 if there is none, or if header lines differ: which of
     *     them a proxy in front meant is unknown
     */
    String read(HttpServletRequest request) {
        List<String> values =
                Collections.list(request.getHeaders(header)).stream().distinct().toList();
        if (values.isEmpty() || values.equals(List.of(""))) {
            throw missing(request);
        }
        if (values.size() > 1) {
            throw invalid("The request has several " + header + " headers with different values. Send one.");
        }
        return values.getFirst();
    }

    /** The refusal of a key that is unknown, with a hint if its form shows the mistake. */
    RuntimeException unknown(String key) {
        return invalid("The " + name + " is not valid." + hint(key));
    }

    private RuntimeException invalid(String detail) {
        return Unauthorized.because(invalidCode, detail);
    }

    private RuntimeException missing(HttpServletRequest request) {
        String elsewhere =
                request.getHeader("Authorization") == null ? "" : " The Authorization header is not used by this API.";
        return Unauthorized.because(missingCode, "Send the " + name + " in the header " + header + "." + elsewhere);
    }

    /** Begins with a space; empty if the form of the key shows nothing. */
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
