package info.sopranoexch.sandbox.fault;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Makes calls to {@code /v1} fail, as {@link FaultSwitch} or the handler of the call demands. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
public class FaultFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = FaultFilter.class.getName();
    private static final int TOO_MANY_REQUESTS = 429;

    private final FaultSwitch faults;
    private final FaultProperties properties;

    FaultFilter(FaultSwitch faults, FaultProperties properties) {
        this.faults = faults;
        this.properties = properties;
    }

    /** Makes the response of a handler fail. The effects of the call stay. */
    public static void failResponse(HttpServletRequest request, Fault fault) {
        request.setAttribute(ATTRIBUTE, fault);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The list of changed invoices is read all the time and would use up the number of failures.
        return !request.getServletPath().startsWith("/v1/") || request.getParameter("updated_after") != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (faults.next(call(request))) {
            case THROTTLED -> rejectRate(response);
            case OUTAGE -> respond(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "unavailable");
            case TIMEOUT -> {
                hang();
                respond(response, HttpServletResponse.SC_GATEWAY_TIMEOUT, "timeout");
            }
            case TIMEOUT_AFTER_SUCCESS -> execute(request, response, chain, true);
            case NORMAL -> execute(request, response, chain, false);
        }
    }

    private void execute(HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean hangAfter)
            throws ServletException, IOException {
        var held = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, held);
        Fault requested = (Fault) request.getAttribute(ATTRIBUTE);
        if (requested == Fault.THROTTLED) {
            held.resetBuffer();
            rejectRate(held);
        } else if (requested == Fault.OUTAGE) {
            held.resetBuffer();
            respond(held, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "unavailable");
        } else if (hangAfter || requested == Fault.TIMEOUT_AFTER_SUCCESS || requested == Fault.TIMEOUT) {
            hang();
        }
        held.copyBodyToResponse();
    }

    private static Function<Faults, Fault> call(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            return Faults::query;
        }
        String path = request.getServletPath();
        if (path.endsWith("/refunds")) {
            return Faults::refund;
        }
        return path.endsWith("/cancel") ? Faults::cancel : Faults::create;
    }

    private static void rejectRate(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        respond(response, TOO_MANY_REQUESTS, "too_many_requests");
    }

    private static void respond(HttpServletResponse response, int status, String code) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(String.format(Locale.ROOT, "{\"code\":\"%s\",\"message\":\"deliberate failure\"}", code)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void hang() {
        try {
            Thread.sleep(properties.hang());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
