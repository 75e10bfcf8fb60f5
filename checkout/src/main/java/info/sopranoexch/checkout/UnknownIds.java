package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Decides what a payer is told about an id that payment-service does not know. Its create may have been answered 202: then
 * the command is in Kafka. Most ids tell when they were made (UUIDv7); those derived from an idempotency key do not.
 */
@Component
class UnknownIds {
    private static final int PREFIX = "pay_".length();
    private static final int TIME_DIGITS = 12;
    private static final int HEX = 16;
    /** What clocks of two gateways may differ by; an id from further ahead is made up. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AcceptedPaymentIds accepted;
    private final PageSettings settings;

    UnknownIds(InstantSource clock, AcceptedPaymentIds accepted, PageSettings settings) {
        this.clock = clock;
        this.accepted = accepted;
        this.settings = settings;
    }

    /** @param firstMissed when payment-service first said here that it does not know the id */
    Lookup missing(String paymentId, Instant firstMissed) {
        Instant now = clock.instant();
        Instant made = madeAt(paymentId, firstMissed);
        if (made.isAfter(now.plus(SKEW))) {
            return new Lookup.Missing(false);
        }
        if (accepted.contains(paymentId) || !now.isAfter(made.plus(settings.arrivalGrace()))) {
            return Lookup.NOT_YET;
        }
        return new Lookup.Missing(!now.isAfter(made.plus(settings.newPaymentGrace())));
    }

    private static Instant madeAt(String paymentId, Instant firstMissed) {
        return paymentId.charAt(PREFIX + TIME_DIGITS) == '7'
                ? Instant.ofEpochMilli(Long.parseLong(paymentId, PREFIX, PREFIX + TIME_DIGITS, HEX))
                : firstMissed;
    }
}
