package info.sopranoexch.gateway.requestlog;

import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.schemas.serde.AvroSerializer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Redacts completed requests and writes them to {@code api.requests.v1}, on a thread of its own. Best effort: requests never
 * wait for it. If Kafka or this thread is too slow, records are dropped and counted.
 */
@Component
class RequestLogPublisher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RequestLogPublisher.class);
    private static final String SOURCE = "/api-gateway";
    private static final String TYPE = "api.request.completed";

    /** The thread wakes up by time, so that a request need not wake it up. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final long maxBytes;
    private final AvroSerializer serializer;
    private final KafkaProducer<String, IndexedRecord> producer;
    private final Queue<CompletedRequest> buffer = new ConcurrentLinkedQueue<>();
    private final AtomicLong bufferBytes = new AtomicLong();
    private final Counter sent;
    private final Counter bufferFull;
    private final Counter notSent;
    private volatile @Nullable Thread thread;

    RequestLogPublisher(RequestLogProperties properties, KafkaClients clients, MeterRegistry meters) {
        this.maxBytes = properties.buffer().toBytes();
        this.serializer = clients.avroSerializer();
        this.producer = clients.bestEffortProducer("api-gateway-requests", serializer);
        this.sent = counter("sent", meters);
        this.bufferFull = counter("buffer_full", meters);
        this.notSent = counter("not_sent", meters);
    }

    private static Counter counter(String result, MeterRegistry meters) {
        return Counter.builder("soprano.gateway.request.log.records")
                .description("records of the request log, by result")
                .tag("result", result)
                .register(meters);
    }

    /** Never blocks. */
    void publish(CompletedRequest request) {
        long size = request.size();
        if (bufferBytes.addAndGet(size) > maxBytes) {
            bufferBytes.addAndGet(-size);
            bufferFull.increment();
            return;
        }
        buffer.add(request);
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("request-log").start(this::run);
    }

    private void run() {
        while (isRunning()) {
            sendBuffered();
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        sendBuffered();
    }

    private void sendBuffered() {
        for (CompletedRequest next = buffer.poll(); next != null; next = buffer.poll()) {
            bufferBytes.addAndGet(-next.size());
            try {
                send(RequestRedaction.redact(next));
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void send(ApiRequest request) {
        var record = new ProducerRecord<String, IndexedRecord>(Topics.API_REQUESTS, request);
        String id = request.getRequestId();
        CloudEvents.set(record.headers(), id, TYPE, SOURCE, id, request.getReceivedAt());
        var unused = producer.send(record, (RecordMetadata _, @Nullable Exception failure) -> {
            if (failure == null) {
                sent.increment();
            } else {
                failed(failure);
            }
        });
    }

    private void failed(Exception failure) {
        notSent.increment();
        log.debug("a record of the request log was not sent: {}", failure.toString());
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            LockSupport.unpark(stopped);
            try {
                stopped.join(CLOSE_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(CLOSE_TIMEOUT);
        serializer.close();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
