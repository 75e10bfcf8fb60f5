package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * The reason why a payment needs scheduled provider checks, with the delays in seconds between them. The last delay repeats.
 */
enum ProviderCheckSchedule {
    /** No check is needed. */
    NONE(),
    /** The provider has no invoice yet. The first delay leaves the provider-adapter time to create it. */
    INVOICE(5, 15, 30, 60, 120, 300),
    /**
     * The payer has not paid yet. Callbacks usually arrive first; checks replace lost callbacks. With a first check after 30 s,
     * checks of unpaid payments took more processor time than creates.
     */
    PAYMENT(120, 300, 600, 1_800, 3_600),
    /** The payment has expired, and the provider has not confirmed that nothing was paid. */
    EXPIRY(5, 15, 30, 60, 120, 300),
    /** A refund is pending. */
    REFUND(5, 15, 30, 60, 120, 300),
    /** The merchant cancelled the payment, and the provider has not confirmed it. */
    CANCELLATION(5, 15, 30, 60, 120, 300);

    /** How long after expiry a cancellation is repeated. The provider's invoice has expired by then. */
    private static final Duration CANCELLATION_AFTER_EXPIRY = Duration.ofHours(1);

    private final Duration[] delays;

    ProviderCheckSchedule(int... seconds) {
        this.delays = IntStream.of(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /** @param pollCount number of checks so far */
    Duration delay(int pollCount) {
        if (delays.length == 0) {
            throw new IllegalStateException("no check is needed");
        }
        return delays[Math.min(pollCount, delays.length - 1)];
    }

    /** Whether the last check of this schedule is due when the payment expires. */
    boolean endsAtExpiry() {
        return this == INVOICE || this == PAYMENT;
    }

    static ProviderCheckSchedule of(Payment payment, Instant now) {
        if (payment.reservedMinor() > 0) {
            return REFUND;
        }
        if (payment.isAwaitingPayment()) {
            if (payment.isExpiredAt(now)) {
                return EXPIRY;
            }
            return payment.invoice().id() == null ? INVOICE : PAYMENT;
        }
        boolean cancelling = payment.status() == PaymentStatus.CANCELLED
                && !payment.invoice().isClosed()
                && now.isBefore(payment.details().expiresAt().plus(CANCELLATION_AFTER_EXPIRY));
        return cancelling ? CANCELLATION : NONE;
    }
}
