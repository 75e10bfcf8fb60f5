package info.sopranoexch.starter.requestlimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLimitFilterTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RequestLimitFilter limit = new RequestLimitFilter(1, meters);

    private MockHttpServletResponse send(String path, FilterChain chain) throws IOException, ServletException {
        var response = new MockHttpServletResponse();
        limit.doFilter(new MockHttpServletRequest("GET", path), response, chain);
        return response;
    }

    @Test
    void rejectsRequestsBeyondLimit() throws Exception {
        send("/internal/payments", (_, _) -> {
            MockHttpServletResponse second = send("/internal/payments", (_, _) -> {
                throw new AssertionError("must not be worked on");
            });
            assertThat(second.getStatus()).isEqualTo(503);
            assertThat(second.getHeader("Retry-After")).isEqualTo("1");
            assertThat(second.getContentType()).isEqualTo("application/problem+json");
            assertThat(second.getContentAsString()).contains("\"code\":\"overloaded\"");
            assertThat(meters.get("soprano.requests.in.flight").gauge().value()).isEqualTo(1);
            assertThat(send("/actuator/health/readiness", (_, _) -> {}).getStatus())
                    .as("health is not limited")
                    .isEqualTo(200);
        });

        assertThat(send("/internal/payments", (_, _) -> {}).getStatus()).isEqualTo(200);
        assertThat(meters.get("soprano.requests.refused").counter().count()).isEqualTo(1);
    }

    @Test
    void failedRequestReleasesPermit() {
        assertThatThrownBy(() -> send("/internal/payments", (_, _) -> {
                    throw new ServletException("broken");
                }))
                .isInstanceOf(ServletException.class);
        assertThat(meters.get("soprano.requests.in.flight").gauge().value()).isZero();
    }
}
