package info.sopranoexch.webhook.outbox;

import info.sopranoexch.schemas.avro.WebhookEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event to be published.
 *
 * @param traceparent W3C trace context to carry on; null for none
 */
public record OutboxEvent(WebhookEvent event, @Nullable String traceparent) {}
