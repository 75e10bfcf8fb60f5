package info.sopranoexch.gateway.edge;

import info.sopranoexch.gateway.problem.ProblemWriter;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Requires HTTPS: by the TLS of this server, or reported by a trusted proxy. A plain request is refused and not redirected:
 * its API key was already sent in plain text, and its sender must notice.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class HttpsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final boolean required;
    private final transient ClientAddress clientAddress;
    private final ForwardingHeader header;

    HttpsFilter(EdgeProperties properties, ClientAddress clientAddress) {
        this.required = properties.requireHttps();
        this.clientAddress = clientAddress;
        this.header = properties.forwardingHeader();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean secure = request.isSecure() || wasForwardedOverHttps(request);
        if (required && !secure) {
            ProblemWriter.write(request, response, new ProblemException(403, "https_required", "Use HTTPS."));
            return;
        }
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        chain.doFilter(request, response);
    }

    private boolean wasForwardedOverHttps(HttpServletRequest request) {
        return clientAddress.isTrusted(InetAddress.ofLiteral(request.getRemoteAddr()))
                && ForwardedHeaders.of(request, header).secure();
    }
}
