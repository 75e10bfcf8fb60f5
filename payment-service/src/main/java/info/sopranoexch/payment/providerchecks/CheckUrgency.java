package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.payment.domain.HasCode;

/** How urgent a provider check of a payment is; the most urgent first. */
enum CheckUrgency implements HasCode {
    /** A refund is pending. Only then is a check due for a payment with money that is not refunded. */
    REFUND(1, 1),
    /** The provider has not confirmed that it created or cancelled the invoice. */
    CONFIRMATION(2, 0.9),
    /** The payer is paying, or was sent to the provider. */
    PAYER(3, 0.8),
    /** No payer was sent to the provider. */
    UNPAID(4, 0.7);

    /** Computes the {@link #number} of a row. The index {@code payments_due} has the same expression. */
    static final String SQL = """
            CASE WHEN paid_minor > refunded_minor THEN 1
                 WHEN status = 'cancelled' OR invoice_id IS NULL THEN 2
                 WHEN status = 'processing' OR payer_sent THEN 3
                 ELSE 4 END""";

    private final int number;
    private final double share;

    CheckUrgency(int number, double share) {
        this.number = number;
        this.share = share;
    }

    static CheckUrgency of(int number) {
        return values()[number - 1];
    }

    /** The part of a limit up to which checks of this urgency may fill it. The rest is reserved for more urgent checks. */
    int shareOf(int limit) {
        return Math.max(1, (int) (limit * share));
    }
}
