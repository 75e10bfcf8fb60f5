package info.sopranoexch.gateway.page;

import java.util.Locale;

/** What the page says. Each has its words under {@link #key} in every language. */
enum Phase {
    /** Nothing to pay at yet, or nothing known yet. */
    PREPARING("wait", false),
    READY("ready", false),
    PROCESSING("wait", false),
    /** The time is over, and it is not yet known whether the payer was quick enough. */
    OVERDUE("wait", false),
    SUCCESS("good", true),
    FAILED("bad", true),
    EXPIRED("ended", true),
    CANCELLED("ended", true),
    PARTIALLY_REFUNDED("back", true),
    REFUNDED("back", true),
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

    /** Which colour and sign it has: wait, ready, good, bad, ended or back. */
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

    /** The payer has nothing to do but to wait for the next moment. */
    boolean isUrgent() {
        return this == PREPARING || this == PROCESSING || this == OVERDUE;
    }
}
