package info.sopranoexch.checkout;

import java.util.Locale;

/** The state that the page shows. The message bundles have a title and a text under the {@link #key} of each state. */
enum PageState {
    /** The payment has no invoice at the provider yet, or payment-service has not responded yet. */
    PREPARING("wait", false),
    READY("ready", false),
    /** The payer came back from the provider, or the provider processes the payment. */
    CHECKING("wait", false),
    /** Like {@link #CHECKING}, but for longer than a payer can be asked to wait. */
    UNCONFIRMED("pause", false),
    /** The payment is held for review. */
    HELD("pause", false),
    /** The payment has expired here, but the provider has not reported yet whether it was paid in time. */
    OVERDUE("wait", false),
    SUCCESS("good", true),
    FAILED("bad", true),
    EXPIRED("ended", true),
    CANCELLED("ended", true),
    PARTIALLY_REFUNDED("back", true),
    REFUNDED("back", true),
    /** payment-service does not know the payment, but its create command may still be in Kafka. */
    NOT_FOUND_YET("ended", false),
    MISSING("ended", true);

    private static final int RELOAD_SOON_SECONDS = 5;
    private static final int RELOAD_LATER_SECONDS = 15;

    private final String tone;
    private final boolean settled;

    PageState(String tone, boolean settled) {
        this.tone = tone;
        this.settled = settled;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The CSS class for color and icon: wait, ready, pause, good, bad, ended or back. */
    String tone() {
        return tone;
    }

    /** Whether no further change is expected while the page is open. */
    boolean isSettled() {
        return settled;
    }

    /** Whether the payer can pay now or soon. */
    boolean isPayable() {
        return this == PREPARING || this == READY;
    }

    /** Whether there is a receipt. */
    boolean isPaid() {
        return this == SUCCESS || this == PARTIALLY_REFUNDED || this == REFUNDED;
    }

    boolean isNotFound() {
        return this == MISSING || this == NOT_FOUND_YET;
    }

    /** Whether the payer can only wait for the next state. */
    boolean isUrgent() {
        return this == PREPARING || this == CHECKING || this == OVERDUE || this == NOT_FOUND_YET;
    }

    /** After how long a browser without scripts reloads the page; 0 if never. */
    int reloadSeconds() {
        return settled ? 0 : isUrgent() ? RELOAD_SOON_SECONDS : RELOAD_LATER_SECONDS;
    }
}
