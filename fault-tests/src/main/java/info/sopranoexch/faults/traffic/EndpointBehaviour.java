package info.sopranoexch.faults.traffic;

/** The behaviour of a merchant's webhook endpoint. */
public enum EndpointBehaviour {
    GOOD,
    /** Responds 204 after seconds. */
    SLOW,
    /** Responds 200 at once, then sends single bytes beyond the dispatcher's deadline. */
    DRIPPING,
    /** Responds 500. */
    FAILING,
    /** Never responds. */
    HANGING,
    /** Closes the connection. */
    CLOSING,
    /** Changes its behaviour every few seconds. */
    FLAPPING
}
