package info.sopranoexch.torture.history;

/** A refund as the REST API tells it. */
public record RefundView(String refundId, long amountMinor) {}
