package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTargetsTest {
    private final CallbackTargets targets = new CallbackTargets(
            new CallbackProperties("secret", Set.of("api-gateway"), Duration.ofSeconds(1), 1, Duration.ofSeconds(1)));

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/x", "http://127.0.0.1/x", "http://[::1]:1/", "https://api-gateway/x"})
    void allowsThisMachineAndConfiguredHosts(String url) {
        assertThat(targets.allows(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "http://localhost.example.com/",
                "http://localhost@example.com/",
                "file:///etc/passwd",
                "http://169.254.169.254/",
                "ftp://localhost/",
                "localhost",
                "",
                "http://",
                "http://user@localhost/"
            })
    void rejectsOtherTargets(String url) {
        assertThat(targets.allows(url)).isFalse();
    }
}
