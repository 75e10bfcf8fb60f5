package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.testing.PaymoonCaller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Properties with short deadlines and pauses. */
final class TestProperties {
    static final String SECRET = PaymoonCaller.SECRET;
    static final PaymoonProperties.Calls CALLS = new PaymoonProperties.Calls(
            Duration.ofMillis(400),
            Duration.ofSeconds(2),
            3,
            Duration.ofMillis(20),
            DataSize.ofKilobytes(256),
            Duration.ofSeconds(30),
            64);

    private TestProperties() {}

    static PaymoonProperties of(String url) {
        return new PaymoonProperties(
                URI.create(url),
                "token",
                List.of(PaymoonCaller.OLD_SECRET, SECRET),
                null,
                CALLS,
                new PaymoonProperties.Breaker(20, 50, Duration.ofMillis(300), 3, Duration.ofMinutes(1)));
    }
}
