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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes what was committed: at once and aside from the endpoint queues, or, when that fails or a crash comes between, by
 * {@link #runOnce} from the table. So each event is published at least once; its id tells a repetition.
 */
@Component
public class WebhookEventPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebhookEventPublisher.class);
    private static final String SOURCE = "/webhook-dispatcher";
    private static final Duration LEFT_AFTER = Duration.ofSeconds(10);
    private static final int WAITING = 64;
    private static final int SWEEP = 20;

    private final RecordSender sender;
    private final AvroCodec codec;
    private final OutboxStore store;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final ThreadPoolExecutor aside = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("webhook-events").daemon().factory());

    WebhookEventPublisher(
            RecordSender sender,
            AvroCodec codec,
            OutboxStore store,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.sender = sender;
        this.codec = codec;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Publishes soon, without making the caller wait; what finds no room stays in the table. */
    public void publish(@Nullable OutboxBatch batch) {
        if (batch == null) {
            return;
        }
        try {
            aside.execute(() -> {
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
            log.debug("The outbox keeps batch {}", batch.id());
        }
    }

    /** One step: publishes what was left behind. @return how many batches */
    public int runOnce() {
        Integer published = transactions.execute(status -> {
            List<OutboxBatch> left = store.left(clock.instant().minus(LEFT_AFTER), SWEEP);
            if (!left.isEmpty()) {
                left.forEach(batch -> send(batch.events()));
                store.delete(left.stream().map(OutboxBatch::id).toList());
            }
            return left.size();
        });
        return published == null ? 0 : published;
    }

    private void send(List<OutboxEvent> events) {
        sender.send(events.stream().map(this::record).toList());
    }

    private ProducerRecord<byte[], byte[]> record(OutboxEvent outgoing) {
        WebhookEvent event = outgoing.event();
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
        TraceContext.set(record.headers(), outgoing.traceparent());
        return record;
    }

    @Override
    public void close() {
        aside.shutdown();
    }
}
