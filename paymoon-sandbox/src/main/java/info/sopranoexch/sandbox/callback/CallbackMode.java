package info.sopranoexch.sandbox.callback;

/** How callbacks of a change are sent. */
public enum CallbackMode {
    /** Once, immediately. */
    NORMAL,
    /** Never. */
    NONE,
    /** The same event twice. */
    TWICE,
    /** Once, after a delay. */
    LATE,
    /** The last change first, then the earlier ones. */
    REORDERED,
    /** First a false callback with an invalid signature, then the true one. */
    FORGED
}
