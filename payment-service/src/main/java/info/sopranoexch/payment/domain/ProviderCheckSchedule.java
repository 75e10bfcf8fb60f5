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
    /** No payer was sent to the provider yet. One check after the end of the invoice, which the provider enforces. */
    UNPAID(Integer.MAX_VALUE),
    /** The payer was sent to the provider. Callbacks usually arrive first; checks replace lost callbacks. */
    PAYMENT(120, 600, 3_600),
    /** The payment has expired, and the provider has not confirmed that nothing was paid. */
    EXPIRY(5, 15, 30, 60, 120, 300),
    /** A refund is pending. */
    REFUND(5, 15, 30, 60, 120, 300),
    /** The merchant cancelled the payment, and the provider has not confirmed it. */
    CANCELLATION(5, 15, 30, 60, 120, 300);

    /**
     * How long after expiry the last check is due: the provider ends the invoice at the same time, and its callback usually
     * makes the check unnecessary.
     */
    private static final Duration CALLBACK_TIME = Duration.ofSeconds(2);

    /** How long after expiry a cancellation is repeated. The provider's invoice has expired by then. */
    private static final Duration CANCELLATION_AFTER_EXPIRY = Duration.ofHours(1);

    private final Duration[] delays;

    ProviderCheckSchedule(int... seconds) {
        this.delays = IntStream.of(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /** @param pollCount number of checks so far */
    private Duration delay(int pollCount) {
        if (delays.length == 0) {
            throw new IllegalStateException("no check is needed");
        }
        return delays[Math.min(pollCount, delays.length - 1)];
    }

    /** When the next check is due. */
    Instant next(Payment payment, int pollCount, Instant now) {
        Instant next = now.plus(delay(pollCount));
        boolean endsAtExpiry = this == INVOICE || this == UNPAID || this == PAYMENT;
        return endsAtExpiry && next.isAfter(end(payment)) ? end(payment) : next;
    }

    /** When the first check after expiry is due. */
    static Instant end(Payment payment) {
        return payment.details().expiresAt().plus(CALLBACK_TIME);
    }

    static ProviderCheckSchedule of(Payment payment, Instant now) {
        if (payment.reservedMinor() > 0) {
            return REFUND;
        }
        if (payment.isAwaitingPayment()) {
            if (payment.isExpiredAt(now)) {
                return EXPIRY;
            }
            if (payment.invoice().id() == null) {
                return INVOICE;
            }
            return payment.payerSent() || payment.status() == PaymentStatus.PROCESSING ? PAYMENT : UNPAID;
        }
        boolean cancelling = payment.status() == PaymentStatus.CANCELLED
                && !payment.invoice().isClosed()
                && now.isBefore(payment.details().expiresAt().plus(CANCELLATION_AFTER_EXPIRY));
        return cancelling ? CANCELLATION : NONE;
    }
}
