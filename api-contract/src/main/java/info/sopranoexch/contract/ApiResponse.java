package info.sopranoexch.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A response of the API.
 *
 * @param headers names in any case
 */
public record ApiResponse(int status, Map<String, List<String>> headers, String body) {

    /** Returns the first value, or an empty string. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey() != null && header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
    }

    String mediaType() {
        return header("Content-Type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
