package info.sopranoexch.payment.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets through what bears the internal token, compared in constant time, and the health and metrics pages; and no body
 * larger than any of ours.
 */
@Component
class InternalTokenFilter extends OncePerRequestFilter {
    private static final int MAX_BODY = 256 * 1024;

    private final byte[] expected;

    InternalTokenFilter(InternalProperties properties) {
        this.expected = ("Bearer " + properties.token()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/actuator/health")
                || path.startsWith("/actuator/health/")
                || path.equals("/actuator/prometheus");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(response, 401, "Unauthorized", "unauthorized");
        } else if (request.getContentLengthLong() > MAX_BODY) {
            refuse(response, 413, "Content Too Large", "body_too_large");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String title, String code) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        String body = String.format(Locale.ROOT, """
                {"type":"tag:soprano-exch.info,2026:problem/%s","title":"%s","status":%d,"code":"%s"}""", code, title, status, code);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
