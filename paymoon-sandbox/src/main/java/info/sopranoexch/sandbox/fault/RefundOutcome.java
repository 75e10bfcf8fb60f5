package info.sopranoexch.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Outcome of new refunds. */
public enum RefundOutcome {
    /** Succeeds immediately. */
    @JsonProperty("normal")
    NORMAL,
    /** Is pending and succeeds some seconds later. */
    @JsonProperty("pending")
    PENDING,
    /** Is pending and fails some seconds later. */
    @JsonProperty("failed")
    FAILED,
    /** Declined immediately with 422. */
    @JsonProperty("refused")
    REFUSED
}
