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

/** Makes calls to {@code /v1} fail as the switch, or a handler through {@link Misbehaviour}, says. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class FaultFilter extends OncePerRequestFilter {
    private static final int TOO_MANY = 429;

    private final FaultSwitch faults;
    private final FaultProperties properties;

    FaultFilter(FaultSwitch faults, FaultProperties properties) {
        this.faults = faults;
        this.properties = properties;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (faults.take(call(request))) {
            case THROTTLED -> throttled(response);
            case OUTAGE -> answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "unavailable");
            case TIMEOUT -> {
                hang();
                answer(response, HttpServletResponse.SC_GATEWAY_TIMEOUT, "timeout");
            }
            case TIMEOUT_AFTER_SUCCESS -> carryOut(request, response, chain, true);
            case NORMAL -> carryOut(request, response, chain, false);
        }
    }

    private void carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean hangAfter)
            throws ServletException, IOException {
        var held = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, held);
        Fault own = (Fault) request.getAttribute(Misbehaviour.ATTRIBUTE);
        if (own == Fault.THROTTLED) {
            held.resetBuffer();
            throttled(held);
        } else if (own == Fault.OUTAGE) {
            held.resetBuffer();
            answer(held, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "unavailable");
        } else if (hangAfter || own == Fault.TIMEOUT_AFTER_SUCCESS || own == Fault.TIMEOUT) {
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

    private static void throttled(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        answer(response, TOO_MANY, "too_many_requests");
    }

    private static void answer(HttpServletResponse response, int status, String code) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(String.format(Locale.ROOT, "{\"code\":\"%s\",\"message\":\"on purpose\"}", code)
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
