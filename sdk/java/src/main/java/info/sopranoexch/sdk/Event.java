package info.sopranoexch.sdk;

import java.time.Instant;

/**
 * An event of a payment.
 *
 * @param id the {@code webhook-id} of its webhook
 * @param type {@code payment.} and a status, refund.succeeded or refund.failed
 * @param cursor the position after the event
 */
public record Event(String id, String type, Instant createdAt, int paymentVersion, String cursor, EventData data) {}
