package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/** What is owed for a payment, and how long to wait between two questions about it. */
enum Phase {
    /** Nothing is owed. */
    NONE(),
    /** The provider has no invoice yet. The first wait leaves the adapter, which is told by the event, its time. */
    INVOICE(5, 15, 30, 60, 120, 300),
    /**
     * The payer has not paid yet. Callbacks tell, as a rule; questions are for those that do not come. Measured: asked after
     * 30 s already, the questions about unpaid payments took more processor time than the creates.
     */
    PAYMENT(120, 300, 600, 1_800, 3_600),
    /** Its time is over, and the provider has not said yet that nothing was paid. */
    EXPIRY(5, 15, 30, 60, 120, 300),
    /** A refund has no outcome. */
    REFUND(5, 15, 30, 60, 120, 300),
    /** Cancelled by the merchant, and the provider has not said so yet. */
    CANCELLATION(5, 15, 30, 60, 120, 300);

    /** For how long after a payment's end a cancellation is pressed on the provider, whose invoice ends then too. */
    private static final Duration CANCELLATION_ENDS = Duration.ofHours(1);

    private final Duration[] delays;

    Phase(int... seconds) {
        this.delays = IntStream.of(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /** @param checks how often it has been asked already, 0 and up */
    Duration delay(int checks) {
        if (delays.length == 0) {
            throw new IllegalStateException("nothing is owed");
        }
        return delays[Math.min(checks, delays.length - 1)];
    }

    static Phase of(Payment payment, Instant now) {
        if (payment.reservedMinor() > 0) {
            return REFUND;
        }
        if (payment.isAwaiting()) {
            if (payment.isExpiredAt(now)) {
                return EXPIRY;
            }
            return payment.invoice().id() == null ? INVOICE : PAYMENT;
        }
        boolean cancelling = payment.status() == PaymentStatus.CANCELLED
                && !payment.invoice().isClosed()
                && now.isBefore(payment.terms().expiresAt().plus(CANCELLATION_ENDS));
        return cancelling ? CANCELLATION : NONE;
    }
}
