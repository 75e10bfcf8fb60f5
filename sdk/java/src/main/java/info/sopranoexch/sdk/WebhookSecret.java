package info.sopranoexch.sdk;

import java.time.Instant;

/**
 * A masked secret.
 *
 * @param validUntil null for the current one
 */
public record WebhookSecret(String secret, Instant createdAt, Instant validUntil) {}
