package info.sopranoexch.gateway.edge;

import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.gateway.problem.ProblemWriter;
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
 * HTTPS for all requests: over our own TLS, or from a trusted proxy that says so. A plain request is refused, not
 * redirected: its key has been on the wire already, and whoever sent it should hear of that.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class HttpsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final boolean required;
    private final transient ClientAddress clientAddress;
    private final ForwardingHeader header;

    HttpsFilter(EdgeSettings settings, ClientAddress clientAddress) {
        this.required = settings.requireHttps();
        this.clientAddress = clientAddress;
        this.header = settings.forwardingHeader();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean secure = request.isSecure() || cameSecure(request);
        if (required && !secure) {
            ProblemWriter.write(request, response, Problem.of(403, "https_required", "Use HTTPS."));
            return;
        }
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        chain.doFilter(request, response);
    }

    private boolean cameSecure(HttpServletRequest request) {
        return clientAddress.isTrusted(InetAddress.ofLiteral(request.getRemoteAddr()))
                && Forwarding.of(request, header).secure();
    }
}
