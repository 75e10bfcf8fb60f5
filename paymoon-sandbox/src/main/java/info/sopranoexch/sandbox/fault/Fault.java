package info.sopranoexch.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A failure of the API. */
public enum Fault {
    @JsonProperty("normal")
    NORMAL,
    /** Executes the call and does not respond in time. */
    @JsonProperty("timeout_after_success")
    TIMEOUT_AFTER_SUCCESS,
    /** Does not execute the call and does not respond in time. */
    @JsonProperty("timeout")
    TIMEOUT,
    /** 429. */
    @JsonProperty("429")
    THROTTLED,
    /** 503. */
    @JsonProperty("outage")
    OUTAGE
}
