package info.sopranoexch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.gateway.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class WrongKeysTest {
    private final WrongKeys wrongKeys = new WrongKeys(new ClientAddress(List.of()), new WrongKeySettings(1, 2));

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    @Test
    void past_the_burst_an_address_is_refused_and_no_other() {
        wrongKeys.note(from("203.0.113.1"));
        wrongKeys.checkAdmin(from("203.0.113.1"));
        wrongKeys.note(from("203.0.113.1"));

        ProblemException noted =
                catchThrowableOfType(ProblemException.class, () -> wrongKeys.note(from("203.0.113.1")));
        ProblemException checked =
                catchThrowableOfType(ProblemException.class, () -> wrongKeys.checkAdmin(from("203.0.113.1")));
        Problem problem = noted.problem();
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.headers()).containsEntry("RateLimit-Limit", "2").containsEntry("RateLimit-Remaining", "0");
        assertThat(Integer.parseInt(problem.headers().get("Retry-After"))).isBetween(50, 60);
        assertThat(checked.problem().status()).isEqualTo(429);
        assertThatCode(() -> wrongKeys.note(from("203.0.113.2"))).doesNotThrowAnyException();
        assertThatCode(() -> wrongKeys.checkAdmin(from("203.0.113.3"))).doesNotThrowAnyException();
    }

    @Test
    void clientsThatAProxyHidesAreNotRefusedForEachOther() {
        var behindProxy = new WrongKeys(new ClientAddress(List.of("203.0.113.1")), new WrongKeySettings(1, 2));
        MockHttpServletRequest hidden = from("203.0.113.1");
        hidden.addHeader("X-Forwarded-For", "unknown");

        for (int i = 0; i < 3; i++) {
            behindProxy.note(hidden);
        }
        behindProxy.noteAdmin(hidden);
        behindProxy.noteAdmin(hidden);

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> behindProxy.checkAdmin(hidden));
        assertThat(refused.problem().status()).isEqualTo(429);
    }

    @Test
    void the_addresses_remembered_are_bounded_and_the_one_unseen_for_longest_goes() {
        for (int i = 0; i < 2; i++) {
            wrongKeys.note(from("203.0.113.1"));
        }
        for (int i = 0; i < WrongKeys.MAX_ADDRESSES; i++) {
            wrongKeys.note(from("10.0." + i / 250 + "." + i % 250));
        }

        assertThat(wrongKeys.addresses()).isEqualTo(WrongKeys.MAX_ADDRESSES);
        assertThatCode(() -> wrongKeys.checkAdmin(from("203.0.113.1"))).doesNotThrowAnyException();
    }
}
