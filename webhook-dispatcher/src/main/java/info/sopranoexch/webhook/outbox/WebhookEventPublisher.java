package info.sopranoexch.webhook.outbox;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes committed events to {@code webhook.events.v1}. It sends them right after the commit on a thread of its own. Events that
 * this misses, after a failure or a crash, are relayed from the table. Each event is published at least once; its id identifies
 * repetitions.
 */
@Component
public class WebhookEventPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebhookEventPublisher.class);
    private static final String SOURCE = "/webhook-dispatcher";
    private static final Duration RELAY_AFTER = Duration.ofSeconds(10);
    private static final int QUEUE_CAPACITY = 64;
    private static final int RELAY_BATCHES = 20;

    private final RecordSender records;
    private final AvroCodec codec;
    private final OutboxStore store;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_CAPACITY),
            Thread.ofPlatform().name("webhook-events").daemon().factory());

    WebhookEventPublisher(
            RecordSender records,
            AvroCodec codec,
            OutboxStore store,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.records = records;
        this.codec = codec;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Publishes asynchronously. If the queue is full, the batch stays in the table for the relay. */
    public void publish(@Nullable OutboxBatch batch) {
        if (batch == null) {
            return;
        }
        try {
            sender.execute(() -> {
                try {
                    send(batch.events());
                    store.delete(List.of(batch.id()));
                } catch (RuntimeException e) {
                    log.warn(
                            "{} webhook events stay in the outbox: {}",
                            batch.events().size(),
                            e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Batch {} stays in the outbox", batch.id());
        }
    }

    /** Relays all batches that a crash or an outage left in the table. */
    @Scheduled(initialDelay = 5_000, fixedDelay = 5_000)
    void relayAll() {
        int published;
        do {
            published = runOnce();
        } while (published > 0);
    }

    /** Relays one set of batches from the table. @return the number of batches */
    public int runOnce() {
        Integer published = transactions.execute(status -> {
            List<OutboxBatch> unsent = store.lockUnsent(clock.instant().minus(RELAY_AFTER), RELAY_BATCHES);
            if (!unsent.isEmpty()) {
                unsent.forEach(batch -> send(batch.events()));
                store.delete(unsent.stream().map(OutboxBatch::id).toList());
            }
            return unsent.size();
        });
        return published == null ? 0 : published;
    }

    private void send(List<OutboxEvent> events) {
        records.send(events.stream().map(this::record).toList());
    }

    private ProducerRecord<byte[], byte[]> record(OutboxEvent outboxEvent) {
        WebhookEvent event = outboxEvent.event();
        byte[] key = event.getPaymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<byte[], byte[]>(
                Topics.WEBHOOK_EVENTS, null, key, codec.write(Topics.WEBHOOK_EVENTS, event));
        CloudEvents.set(
                record.headers(),
                event.getEventId(),
                "webhook." + event.getOutcome(),
                SOURCE,
                event.getPaymentId(),
                event.getOccurredAt());
        TraceContext.set(record.headers(), outboxEvent.traceparent());
        return record;
    }

    @Override
    public void close() {
        sender.shutdown();
    }
}
