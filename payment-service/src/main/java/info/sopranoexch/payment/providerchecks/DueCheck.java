package info.sopranoexch.payment.providerchecks;

import java.time.Instant;

/** A provider check of a payment, with its due time. */
public record DueCheck(String paymentId, Instant dueAt) {}
