package info.sopranoexch.faults.history;

/** A refund as the REST API tells it. */
public record RefundSnapshot(String refundId, long amountMinor) {}
