package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.testing.PaymoonCaller;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Settings with short waits. */
final class Settings {
    static final String SECRET = PaymoonCaller.SECRET;

    private Settings() {}

    static PaymoonProperties of(String url) {
        return of(url, Duration.ofMillis(400));
    }

    static PaymoonProperties of(String url, Duration callDeadline) {
        return new PaymoonProperties(
                URI.create(url),
                "token",
                List.of(PaymoonCaller.OLD_SECRET, SECRET),
                null,
                callDeadline,
                Duration.ofSeconds(2),
                3,
                Duration.ofMillis(20),
                new PaymoonProperties.Breaker(20, 50, Duration.ofMillis(300)));
    }
}
