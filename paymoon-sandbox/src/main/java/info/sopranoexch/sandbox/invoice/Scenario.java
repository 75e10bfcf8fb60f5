package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;

/** What happens when the payer acts, and how it is told. */
public record Scenario(Outcome outcome, CallbackMode callbacks) {
    public static final Scenario PAID = new Scenario(Outcome.PAID, CallbackMode.NORMAL);
    public static final Scenario DECLINED = new Scenario(Outcome.DECLINED, CallbackMode.NORMAL);

    /** What became of the payer's attempt. */
    public enum Outcome {
        PAID,
        DECLINED,
        UNDERPAID,
        OVERPAID,
        PROCESSING,
        EXPIRED
    }
}
