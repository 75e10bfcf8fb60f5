package info.sopranoexch.faults.traffic;

/** How a merchant's endpoint behaves. */
public enum EndpointBehaviour {
    GOOD,
    /** Takes some seconds, then it is well. */
    SLOW,
    /** Answers 200 at once, and then a byte now and then, for longer than anybody waits. */
    DRIPPING,
    /** Answers 500. */
    BROKEN,
    /** Never answers. */
    HANGING,
    /** Closes the connection. */
    CLOSING,
    /** Each of the others in turn, some seconds each, good in between. */
    FLAPPING
}
