package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes commands to {@code payment.commands.v1} with an idempotent producer. */
@Component
public class CommandProducer {
    private static final Logger log = LoggerFactory.getLogger(CommandProducer.class);
    private static final String SOURCE = "/api-gateway";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private final AvroSerializer serializer;
    private final KafkaProducer<String, IndexedRecord> producer;
    private final KafkaClientMetrics metrics;
    private volatile boolean warm;
    private volatile boolean closed;

    CommandProducer(KafkaClients clients, MeterRegistry meters) {
        this.serializer = clients.avroSerializer();
        this.producer = clients.producer(serializer);
        this.metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
    }

    /** Returns true once the schema id and the partitions are known, so the first command needs no lookup. */
    public boolean isWarm() {
        return warm;
    }

    /**
     * Sends a command. The future fails if the broker did not acknowledge the record; it may still have been written.
     *
     * @param replyPartition the partition for the reply; null if no reply can be received
     */
    CompletableFuture<RecordMetadata> send(
            CommandRequest command, String commandId, @Nullable Integer replyPartition, @Nullable String traceparent) {
        ProducerRecord<String, IndexedRecord> record = record(command, commandId, replyPartition, traceparent);
        var ack = new CompletableFuture<RecordMetadata>();
        try {
            var unused = producer.send(record, (RecordMetadata metadata, @Nullable Exception failure) -> {
                if (failure == null) {
                    ack.complete(metadata);
                } else {
                    failed(ack, record, failure);
                }
            });
        } catch (RuntimeException e) {
            // The registry or the metadata is not available in time, or the buffer of the producer is full.
            failed(ack, record, e);
        }
        return ack;
    }

    private static ProducerRecord<String, IndexedRecord> record(
            CommandRequest command, String commandId, @Nullable Integer replyPartition, @Nullable String traceparent) {
        var value = new PaymentCommand(
                commandId,
                command.paymentId(),
                command.accountId(),
                command.issuedAt(),
                replyPartition,
                command.idempotency(),
                command.body());
        var record = new ProducerRecord<String, IndexedRecord>(Topics.PAYMENT_COMMANDS, command.paymentId(), value);
        String type = "payment." + command.operation().label();
        CloudEvents.set(record.headers(), commandId, type, SOURCE, command.paymentId(), command.issuedAt());
        TraceContext.set(record.headers(), traceparent);
        return record;
    }

    private static void failed(
            CompletableFuture<RecordMetadata> ack, ProducerRecord<String, IndexedRecord> record, Exception failure) {
        // The thread of the producer has no log context.
        try (var _ = LogContext.of(record.key(), TraceContext.of(record.headers()))) {
            log.warn("a command was not acknowledged: {}", failure.toString());
        }
        ack.completeExceptionally(failure);
    }

    @PostConstruct
    void start() {
        Thread.ofVirtual().name("command-warm-up").start(this::warmUp);
    }

    private void warmUp() {
        while (!closed && !warm) {
            try {
                serializer.serialize(
                        Topics.PAYMENT_COMMANDS,
                        new PaymentCommand("", "", 0L, Instant.EPOCH, null, null, new CancelPayment()));
                producer.partitionsFor(Topics.PAYMENT_COMMANDS);
                warm = true;
            } catch (RuntimeException e) {
                log.warn("cannot send commands yet: {}", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs after the web server has stopped. */
    @PreDestroy
    void close() {
        closed = true;
        producer.close(CLOSE_TIMEOUT);
        metrics.close();
        serializer.close();
    }
}
