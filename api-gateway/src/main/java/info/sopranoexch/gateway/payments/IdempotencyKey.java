package info.sopranoexch.gateway.payments;

import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}: 1 to 255 printable ASCII characters, bare or as a quoted string of RFC 9651. A bare key
 * must have no comma and no quotation mark, because a proxy may join two header lines with a comma.
 */
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final int MAX = 255;

    private IdempotencyKey() {}

    /**
     * Returns the key without quotes; null without the header.
     *
     * @throws InvalidFieldsException if the header is not valid
     */
    static @Nullable String of(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders(HEADER);
        if (!values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement().strip();
        if (values.hasMoreElements()) {
            throw invalid("Idempotency-Key must be sent in one header line.");
        }
        boolean quoted = value.startsWith("\"");
        String key = quoted ? unquoted(value) : value;
        if (!quoted && (key.indexOf(',') >= 0 || key.indexOf('"') >= 0)) {
            throw invalid("Idempotency-Key must be quoted if it contains a comma, and must not be a list.");
        }
        if (key.isEmpty() || key.length() > MAX || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw invalid("Idempotency-Key must be 1 to 255 printable ASCII characters, bare or quoted.");
        }
        return key;
    }

    /** Removes the quotation marks. A backslash may escape only a quotation mark or a backslash. */
    private static String unquoted(String value) {
        var key = new StringBuilder(value.length());
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                if (i == value.length() - 1) {
                    return key.toString();
                }
                break;
            }
            if (c == '\\') {
                i++;
                if (i == value.length() || value.charAt(i) != '"' && value.charAt(i) != '\\') {
                    break;
                }
            }
            key.append(value.charAt(i));
        }
        throw invalid("Idempotency-Key must be one string with a quotation mark at each end, or have none.");
    }

    private static RuntimeException invalid(String message) {
        return new InvalidFieldsException(new FieldError(HEADER, "idempotency_key_invalid", message));
    }
}
