package info.sopranoexch.payment.payments;

import java.util.Locale;

/** Why the provider must be queried about a payment. The first kinds are about money in motion. */
public enum CheckKind {
    /** A refund has no outcome. Only then is a check due for a payment of which money is left. */
    REFUND(1),
    /** The payer is paying at the provider. */
    PAYMENT(2),
    /** The provider has not confirmed that it created the invoice, or that it cancelled it. */
    CONFIRMATION(3),
    /** The payer has not begun to pay, or not in time. */
    UNPAID(4);

    /** The kind of a row, by its {@link #number}. The index {@code payments_due_by_kind} has the same expression. */
    static final String SQL = """
            CASE WHEN paid_minor > refunded_minor THEN 1
                 WHEN status = 'processing' THEN 2
                 WHEN status = 'cancelled' OR invoice_id IS NULL THEN 3
                 ELSE 4 END""";

    private final int number;

    CheckKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether it is about money in motion: such a check must not be late. */
    public boolean isUrgent() {
        return this != UNPAID;
    }

    /** Stable: the tag of metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
