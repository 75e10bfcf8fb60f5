package info.sopranoexch.sandbox.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Rejects bodies that are too long or have no length, and calls to {@code /v1} without the bearer token. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestFilter extends OncePerRequestFilter {
    private final byte[] expected;
    private final long maxBody;

    RequestFilter(AccessProperties properties) {
        this.expected = ("Bearer " + properties.apiToken()).getBytes(StandardCharsets.UTF_8);
        this.maxBody = properties.maxBody().toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBody) {
            reject(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "content_too_large",
                    "a body must be at most " + maxBody / 1024 + " KiB");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            reject(response, HttpServletResponse.SC_LENGTH_REQUIRED, "length_required", "Content-Length is missing");
        } else if (request.getServletPath().startsWith("/v1/") && !isAuthorized(request)) {
            reject(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", "bearer token missing or wrong");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isAuthorized(HttpServletRequest request) {
        String given = request.getHeader("Authorization");
        return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    }

    private static void reject(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(String.format(Locale.ROOT, "{\"code\":\"%s\",\"message\":\"%s\"}", code, message)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
