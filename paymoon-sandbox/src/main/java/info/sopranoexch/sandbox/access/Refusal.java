package info.sopranoexch.sandbox.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An error of a filter, in the form that all have. */
final class Refusal {
    private Refusal() {}

    static void write(HttpServletResponse response, int status, String code, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(String.format(Locale.ROOT, "{\"code\":\"%s\",\"message\":\"%s\"}", code, message)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
