package info.sopranoexch.payment.providerchecks;

import java.time.Instant;

/** A due provider check of a payment. */
record DueCheck(String paymentId, Instant dueAt, CheckUrgency urgency, int shard) {}
