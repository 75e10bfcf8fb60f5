package info.sopranoexch.webhook.outbox;

import java.util.List;

/** Events that were committed together and are to be published. */
public record OutboxBatch(long id, List<OutboxEvent> events) {}
