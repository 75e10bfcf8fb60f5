package info.sopranoexch.sandbox.callback;

/** How Paymoon tells of a change, well or badly. */
public enum CallbackMode {
    /** Once, at once. */
    NORMAL,
    /** Never. */
    NONE,
    /** The same event twice. */
    TWICE,
    /** Once, but only after a while. */
    LATE,
    /** The last change first, the ones before it after. */
    REORDERED,
    /** First a lie with a bad signature, then the truth with a good one. */
    FORGED
}
