package info.sopranoexch.checkout;

import java.util.Locale;

/** What the page says. Each has its words under {@link #key} in every language. */
enum Phase {
    /** Nothing to pay at yet, or nothing known yet. */
    PREPARING("wait", false),
    READY("ready", false),
    /** The payer came back from the provider, or the provider processes the payment. */
    CHECKING("wait", false),
    /** The same for longer than a payer can be asked to wait. */
    UNCONFIRMED("pause", false),
    /** A person at the merchant or the operator decides about the payment. */
    HELD("pause", false),
    /** The time is over, and it is not yet known whether the payer was quick enough. */
    OVERDUE("wait", false),
    SUCCESS("good", true),
    FAILED("bad", true),
    EXPIRED("ended", true),
    CANCELLED("ended", true),
    PARTIALLY_REFUNDED("back", true),
    REFUNDED("back", true),
    /** payment-service does not know the payment, but its command may still be on its way. */
    NOT_FOUND_YET("ended", false),
    MISSING("ended", true);

    private final String tone;
    private final boolean settled;

    Phase(String tone, boolean settled) {
        this.tone = tone;
        this.settled = settled;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which colour and sign it has: wait, ready, pause, good, bad, ended or back. */
    String tone() {
        return tone;
    }

    /** Nothing more is expected to happen while the payer looks on. */
    boolean isSettled() {
        return settled;
    }

    /** The payer can pay, or soon will. */
    boolean isPayable() {
        return this == PREPARING || this == READY;
    }

    /** There is a receipt. */
    boolean isPaid() {
        return this == SUCCESS || this == PARTIALLY_REFUNDED || this == REFUNDED;
    }

    boolean isNotFound() {
        return this == MISSING || this == NOT_FOUND_YET;
    }

    /** The payer has nothing to do but to wait for the next moment. */
    boolean isUrgent() {
        return this == PREPARING || this == CHECKING || this == OVERDUE || this == NOT_FOUND_YET;
    }
}
