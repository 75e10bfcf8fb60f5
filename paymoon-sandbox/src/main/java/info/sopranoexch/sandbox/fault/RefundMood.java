package info.sopranoexch.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of new refunds. */
public enum RefundMood {
    /** Succeeds at once. */
    @JsonProperty("normal")
    NORMAL,
    /** Pending first, succeeds some seconds later. */
    @JsonProperty("pending")
    PENDING,
    /** Pending first, fails some seconds later. */
    @JsonProperty("failed")
    FAILED,
    /** Declined at once, 422. */
    @JsonProperty("refused")
    REFUSED
}
