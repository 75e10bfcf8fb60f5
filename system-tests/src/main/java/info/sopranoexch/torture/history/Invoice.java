package info.sopranoexch.torture.history;

/** What the provider holds for a payment in the end; the last word on money. */
public record Invoice(String paymentId, String status, long paidMinor, long refundedMinor) {}
