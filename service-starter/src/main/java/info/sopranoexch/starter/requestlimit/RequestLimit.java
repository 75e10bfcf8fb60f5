package info.sopranoexch.starter.requestlimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Refuses requests above a number in flight, at once. Virtual threads are no limit: while a database or a broker does not
 * answer, requests would pile up in memory.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RequestLimit extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final byte[] REFUSAL = """
            {"type":"tag:soprano-exch.info,2026:problem/overloaded","title":"Service Unavailable","status":503,\
            "detail":"The service works on as many requests as it can.","code":"overloaded"}""".getBytes(StandardCharsets.UTF_8);

    private final transient Semaphore places;
    private final transient Counter refused;

    RequestLimit(int maxInFlight, MeterRegistry meters) {
        this.places = new Semaphore(maxInFlight);
        this.refused = Counter.builder("soprano.requests.refused")
                .description("requests that were refused since too many were in flight")
                .register(meters);
        Gauge.builder("soprano.requests.in.flight", places, free -> maxInFlight - free.availablePermits())
                .description("requests of other services that are being worked on")
                .register(meters);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/actuator/")) {
            chain.doFilter(request, response);
        } else if (!places.tryAcquire()) {
            refuse(response);
        } else {
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        refused.increment();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        response.setContentType("application/problem+json");
        response.setContentLength(REFUSAL.length);
        response.getOutputStream().write(REFUSAL);
    }
}
