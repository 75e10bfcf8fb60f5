package info.sopranoexch.webhook.publishing;

import info.sopranoexch.schemas.avro.WebhookEvent;
import java.util.List;

/** Events that were committed together and are to be published. */
public record OutboxBatch(long id, List<WebhookEvent> events) {}
