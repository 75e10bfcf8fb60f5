package info.sopranoexch.webhook.outbox;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import info.sopranoexch.starter.outbox.OutboxRecord;
import info.sopranoexch.starter.outbox.OutboxRecordBuilder;
import info.sopranoexch.starter.outbox.OutboxStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes records of {@code webhook.events.v1} to the outbox, and publishes them after the commit on a thread of its own. No
 * consumer depends on their order, so writers do not lock a shard: webhooks are sent and recorded while Kafka is unavailable.
 */
@Component
public class WebhookEventOutbox implements AutoCloseable {
    /** The shard of records that {@code OutboxRecovery} publishes within seconds. */
    public static final int DEFERRED = 0;

    private static final Logger log = LoggerFactory.getLogger(WebhookEventOutbox.class);

    private final AvroCodec codec;
    private final OutboxStore store;
    private final OutboxPublisher publisher;
    /** One waiting task is enough, because it publishes all rows of the shard. */
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            Thread.ofPlatform().name("webhook-events").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    WebhookEventOutbox(AvroCodec codec, OutboxStore store, OutboxPublisher publisher) {
        this.codec = codec;
        this.store = store;
        this.publisher = publisher;
    }

    /** @throws RuntimeException if the registry does not return the id of the schema; it is requested once */
    public OutboxRecord record(int shard, WebhookEvent event, @Nullable String traceparent) {
        return OutboxRecordBuilder.builder()
                .shard(shard)
                .topic(Topics.WEBHOOK_EVENTS)
                .key(event.getPaymentId())
                .value(codec.write(Topics.WEBHOOK_EVENTS, event))
                .eventId(event.getEventId())
                .eventType("webhook." + event.getOutcome())
                .occurredAt(event.getOccurredAt())
                .traceparent(traceparent)
                .build();
    }

    public void add(StatementBatch statements, List<OutboxRecord> records) {
        store.add(statements, records);
    }

    /** Writes within the caller's transaction records that are published within seconds. */
    public void addDeferred(List<WebhookEvent> events) {
        store.add(events.stream().map(event -> record(DEFERRED, event, null)).toList());
    }

    /** Publishes the shard asynchronously. After a failure its rows stay in the table for {@code OutboxRecovery}. */
    public void publishSoon(int shard) {
        executor.execute(() -> {
            try {
                publisher.publish(Set.of(shard));
            } catch (RuntimeException e) {
                log.warn("webhook events stay in the outbox: {}", e.toString());
            }
        });
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
