package info.sopranoexch.starter.internalapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class InternalApiFilterTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final InternalApiProperties PROPERTIES = new InternalApiProperties(TOKEN, DataSize.ofBytes(10));

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/internal/payments");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private boolean passes() throws Exception {
        var chain = new MockFilterChain();
        request.setServletPath(request.getRequestURI());
        new InternalApiFilter(PROPERTIES).doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @Test
    void acceptsToken() throws Exception {
        request.addHeader("Authorization", "Bearer " + TOKEN);

        assertThat(passes()).isTrue();
    }

    @Test
    void rejectsMissingToken() throws Exception {
        assertThat(passes()).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"code\":\"unauthorized\"");
    }

    @Test
    void rejectsOtherToken() throws Exception {
        request.addHeader("Authorization", "Bearer " + TOKEN + "0");

        assertThat(passes()).isFalse();
    }

    @Test
    void rejectsLargeBody() throws Exception {
        request.addHeader("Authorization", "Bearer " + TOKEN);
        request.setContent(new byte[11]);

        assertThat(passes()).isFalse();
        assertThat(response.getStatus()).isEqualTo(413);
    }

    @Test
    void acceptsHealthWithoutToken() throws Exception {
        request.setRequestURI("/actuator/health/readiness");

        assertThat(passes()).isTrue();
    }

    @Test
    void protectsOtherActuatorPaths() throws Exception {
        request.setRequestURI("/actuator/env");

        assertThat(passes()).isFalse();
    }

    @Test
    void masksToken() {
        assertThat(PROPERTIES.toString()).doesNotContain(TOKEN);
    }
}
