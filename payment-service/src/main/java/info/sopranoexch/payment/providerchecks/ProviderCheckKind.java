package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.payment.domain.HasCode;

/**
 * The reason for a provider check of a payment. All kinds except {@link #UNPAID} concern money that is being moved.
 */
public enum ProviderCheckKind implements HasCode {
    /** A refund is pending. Only then is a check due for a payment with money that is not refunded. */
    REFUND(1),
    /** The payer is paying at the provider. */
    PAYMENT(2),
    /** The provider has not confirmed that it created or cancelled the invoice. */
    CONFIRMATION(3),
    /** The payer has not started to pay, or did not pay in time. */
    UNPAID(4);

    /** Computes the {@link #number} of a row. The index {@code payments_due_by_kind} has the same expression. */
    static final String SQL = """
            CASE WHEN paid_minor > refunded_minor THEN 1
                 WHEN status = 'processing' THEN 2
                 WHEN status = 'cancelled' OR invoice_id IS NULL THEN 3
                 ELSE 4 END""";

    private final int number;

    ProviderCheckKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether a check of this kind must not be delayed by others. */
    boolean isUrgent() {
        return this != UNPAID;
    }
}
