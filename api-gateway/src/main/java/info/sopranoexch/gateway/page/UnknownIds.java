package info.sopranoexch.gateway.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * When an id that payment-service does not know is to be called unknown. A create that was answered 202 is in Kafka and
 * not yet there. Most ids tell when they were made (UUIDv7); those derived from an idempotency key do not.
 */
@Component
class UnknownIds {
    private static final int PREFIX = "pay_".length();
    private static final int TIME_DIGITS = 12;
    private static final int HEX = 16;
    /** What clocks of two gateways may differ by; an id from further ahead is made up. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final PageSettings settings;

    UnknownIds(InstantSource clock, PageSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** @param firstMissed when payment-service first said here that it does not know the id */
    boolean isLate(String paymentId, Instant firstMissed) {
        Instant now = clock.instant();
        if (paymentId.charAt(PREFIX + TIME_DIGITS) != '7') {
            return now.isAfter(firstMissed.plus(settings.unknownGrace()));
        }
        Instant made = Instant.ofEpochMilli(Long.parseLong(paymentId, PREFIX, PREFIX + TIME_DIGITS, HEX));
        return now.isAfter(made.plus(settings.newPaymentGrace())) || made.isAfter(now.plus(SKEW));
    }
}
