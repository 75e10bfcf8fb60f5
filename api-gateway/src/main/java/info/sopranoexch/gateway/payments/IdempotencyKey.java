package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: bare or quoted, 1 to 255 printable ASCII characters. */
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final int MAX = 255;

    private IdempotencyKey() {}

    /** @return the key without quotes; null when there is none */
    static @Nullable String of(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders(HEADER);
        if (!values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement().strip();
        if (values.hasMoreElements()) {
            throw invalid("Send one Idempotency-Key.");
        }
        String key = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
        if (key.isEmpty() || key.length() > MAX || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw invalid("Idempotency-Key must be 1 to 255 printable ASCII characters, bare or quoted.");
        }
        return key;
    }

    private static RuntimeException invalid(String message) {
        return Problem.invalid(HEADER, "idempotency_key_invalid", message).asException();
    }
}
