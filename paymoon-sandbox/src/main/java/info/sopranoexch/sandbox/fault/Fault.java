package info.sopranoexch.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A way in which the API can fail. */
public enum Fault {
    @JsonProperty("normal")
    NORMAL,
    /** Does it, and then does not answer. */
    @JsonProperty("timeout_after_success")
    TIMEOUT_AFTER_SUCCESS,
    /** Does nothing and does not answer. */
    @JsonProperty("timeout")
    TIMEOUT,
    @JsonProperty("429")
    THROTTLED,
    /** 503. */
    @JsonProperty("outage")
    OUTAGE
}
