package info.sopranoexch.faults.history;

/** What the provider holds for a payment in the end; the last word on money. */
public record ProviderInvoice(String paymentId, String status, long paidMinor, long refundedMinor) {}
