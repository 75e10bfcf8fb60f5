package info.sopranoexch.gateway.edge;

import info.sopranoexch.gateway.problem.AllowedMethods;
import info.sopranoexch.gateway.problem.ProblemWriter;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsUtils;

/**
 * Responds to OPTIONS with the methods of the path. A CORS preflight is refused: the API is for servers, because an API key
 * in a web page is public.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class OptionsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient AllowedMethods allowedMethods;

    OptionsFilter(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!HttpMethod.OPTIONS.matches(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        String allowed = allowedMethods.at(request.getRequestURI());
        if (allowed.isEmpty()) {
            ProblemWriter.write(request, response, ProblemException.ofStatus(404));
            return;
        }
        response.setHeader("Allow", allowed);
        if (CorsUtils.isPreFlightRequest(request)) {
            ProblemWriter.write(
                    request,
                    response,
                    new ProblemException(
                            403,
                            "cors_not_allowed",
                            "This API cannot be called from a web page. Call it from your server."));
            return;
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
