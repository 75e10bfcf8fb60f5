package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Decides how the page treats a payment that payment-service does not know. The create command may still be in Kafka if
 * the create was answered with 202. Most ids contain the time of creation (UUIDv7). Ids that are derived from an
 * idempotency key do not.
 */
@Component
class UnknownPayments {
    private static final int PREFIX = "pay_".length();
    private static final int TIME_DIGITS = 12;
    private static final int HEX = 16;
    /** The largest expected difference between the clocks of two gateways. No real id is further in the future. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AcceptedPaymentIds accepted;
    private final CheckoutProperties.Lookup properties;

    UnknownPayments(InstantSource clock, AcceptedPaymentIds accepted, CheckoutProperties properties) {
        this.clock = clock;
        this.accepted = accepted;
        this.properties = properties.lookup();
    }

    /** @param firstMissed when payment-service first responded here that it does not know the id */
    PaymentLookup lookup(String paymentId, Instant firstMissed) {
        Instant now = clock.instant();
        Instant created = createdAt(paymentId, firstMissed);
        if (created.isAfter(now.plus(CLOCK_SKEW))) {
            return new PaymentLookup.Missing(false);
        }
        if (accepted.contains(paymentId) || !now.isAfter(created.plus(properties.preparingGrace()))) {
            return PaymentLookup.NOT_YET;
        }
        return new PaymentLookup.Missing(!now.isAfter(created.plus(properties.notFoundGrace())));
    }

    private static Instant createdAt(String paymentId, Instant firstMissed) {
        return paymentId.charAt(PREFIX + TIME_DIGITS) == '7'
                ? Instant.ofEpochMilli(Long.parseLong(paymentId, PREFIX, PREFIX + TIME_DIGITS, HEX))
                : firstMissed;
    }
}
