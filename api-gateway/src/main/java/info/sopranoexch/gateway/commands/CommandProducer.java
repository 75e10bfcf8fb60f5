package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The idempotent producer of {@code payment.commands.v1}. */
@Component
public class CommandProducer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CommandProducer.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AvroSerializer serializer;
    private final KafkaProducer<String, IndexedRecord> producer;
    private final KafkaClientMetrics metrics;
    private volatile boolean warm;
    private volatile boolean running;

    CommandProducer(KafkaClients clients, MeterRegistry meters) {
        this.serializer = clients.avroSerializer();
        this.producer = clients.producer(serializer);
        this.metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
    }

    /** True once the registry has told the schema id and the broker the partitions: the first command finds all it needs. */
    public boolean isWarm() {
        return warm;
    }

    /** The future fails when the record is not safe in Kafka, as far as is known. */
    CompletableFuture<RecordMetadata> send(ProducerRecord<String, IndexedRecord> record) {
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
            // Thrown at once when there is no registry, no metadata in time or no room.
            failed(ack, record, e);
        }
        return ack;
    }

    private static void failed(
            CompletableFuture<RecordMetadata> ack, ProducerRecord<String, IndexedRecord> record, Exception failure) {
        // The producer's own thread knows nothing of the request.
        try (var _ = LogContext.of(record.key(), TraceContext.of(record.headers()))) {
            log.warn("a command is not in Kafka: {}", failure.toString());
        }
        ack.completeExceptionally(failure);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("command-warm-up").start(this::warmUp);
    }

    private void warmUp() {
        while (running && !warm) {
            try {
                serializer.serialize(
                        Topics.PAYMENT_COMMANDS,
                        new PaymentCommand("", "", 0L, Instant.EPOCH, null, null, new CancelPayment()));
                producer.partitionsFor(Topics.PAYMENT_COMMANDS);
                warm = true;
            } catch (RuntimeException e) {
                log.warn("not ready to send commands: {}", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        producer.close(CLOSE);
        metrics.close();
        serializer.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
