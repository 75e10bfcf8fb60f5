package info.sopranoexch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.starter.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AuthenticationFailuresTest {
    private static final AuthenticationFailureProperties PROPERTIES = new AuthenticationFailureProperties(1, 2, 1_000);

    private final AuthenticationFailures failures =
            new AuthenticationFailures(new ClientAddress(List.of()), PROPERTIES);

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    @Test
    void refusesOnlyTheAddressThatIsAboveTheLimit() {
        failures.count(from("203.0.113.1"));
        failures.requireAdminAttemptsLeft(from("203.0.113.1"));
        failures.count(from("203.0.113.1"));

        ProblemException counted =
                catchThrowableOfType(ProblemException.class, () -> failures.count(from("203.0.113.1")));
        ProblemException checked = catchThrowableOfType(
                ProblemException.class, () -> failures.requireAdminAttemptsLeft(from("203.0.113.1")));
        ProblemException problem = counted;
        assertThat(problem.getStatusCode().value()).isEqualTo(429);
        assertThat(problem.getHeaders().toSingleValueMap())
                .containsEntry("RateLimit-Limit", "2")
                .containsEntry("RateLimit-Remaining", "0");
        assertThat(Integer.parseInt(problem.getHeaders().getFirst("Retry-After")))
                .isBetween(50, 60);
        assertThat(checked.getStatusCode().value()).isEqualTo(429);
        assertThatCode(() -> failures.count(from("203.0.113.2"))).doesNotThrowAnyException();
        assertThatCode(() -> failures.requireAdminAttemptsLeft(from("203.0.113.3")))
                .doesNotThrowAnyException();
    }

    @Test
    void countsClientsThatTheirProxyHidesOnlyForTheAdminKey() {
        var behindProxy = new AuthenticationFailures(new ClientAddress(List.of("203.0.113.1")), PROPERTIES);
        MockHttpServletRequest hidden = from("203.0.113.1");
        hidden.addHeader("X-Forwarded-For", "unknown");

        for (int i = 0; i < 3; i++) {
            behindProxy.count(hidden);
        }
        behindProxy.countAdmin(hidden);
        behindProxy.countAdmin(hidden);

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> behindProxy.requireAdminAttemptsLeft(hidden));
        assertThat(refused.getStatusCode().value()).isEqualTo(429);
    }
}
