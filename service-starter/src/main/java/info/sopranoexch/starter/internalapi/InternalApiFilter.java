package info.sopranoexch.starter.internalapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects requests without the internal bearer token, and bodies above the limit. Health and metrics need no token. The
 * comparison takes the same time for every wrong token.
 */
final class InternalApiFilter extends OncePerRequestFilter {
    private final byte[] expected;
    private final long maxBody;

    InternalApiFilter(InternalApiProperties properties) {
        this.expected = utf8(properties.authorization());
        this.maxBody = properties.maxBody().toBytes();
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
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !MessageDigest.isEqual(expected, utf8(authorization))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            reject(response, HttpStatus.UNAUTHORIZED, "unauthorized");
        } else if (request.getContentLengthLong() > maxBody) {
            reject(response, HttpStatus.CONTENT_TOO_LARGE, "body_too_large");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void reject(HttpServletResponse response, HttpStatus status, String code) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        String body = String.format(Locale.ROOT, """
                {"type":"tag:soprano-exch.info,2026:problem/%s","title":"%s","status":%d,"code":"%s"}""", code, status.getReasonPhrase(), status.value(), code);
        response.getOutputStream().write(utf8(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
