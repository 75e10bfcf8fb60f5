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
 * Rejects requests beyond a number in flight, without waiting. Virtual threads set no limit: while a database or a broker does
 * not respond, requests would accumulate in memory.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RequestLimitFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final byte[] RESPONSE = """
            {"type":"tag:soprano-exch.info,2026:problem/overloaded","title":"Service Unavailable","status":503,\
            "detail":"The service is at its limit of concurrent requests. Retry later.","code":"overloaded"}""".getBytes(StandardCharsets.UTF_8);

    private final transient Semaphore permits;
    private final transient Counter rejected;

    RequestLimitFilter(int maxInFlight, MeterRegistry meters) {
        this.permits = new Semaphore(maxInFlight);
        this.rejected = Counter.builder("soprano.requests.refused")
                .description("requests rejected because too many were in flight")
                .register(meters);
        Gauge.builder("soprano.requests.in.flight", permits, free -> maxInFlight - free.availablePermits())
                .description("requests of other services in flight")
                .register(meters);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/actuator/")) {
            chain.doFilter(request, response);
        } else if (!permits.tryAcquire()) {
            reject(response);
        } else {
            try {
                chain.doFilter(request, response);
            } finally {
                permits.release();
            }
        }
    }

    private void reject(HttpServletResponse response) throws IOException {
        rejected.increment();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        response.setContentType("application/problem+json");
        response.setContentLength(RESPONSE.length);
        response.getOutputStream().write(RESPONSE);
    }
}
