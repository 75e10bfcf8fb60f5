package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.starter.secrets.Sha256;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Finds commands with an Idempotency-Key that are stored in {@code payment.commands.v1} and not applied yet, whichever gateway
 * sent them. Two commands with one key are in one partition; their order there decides which is applied.
 *
 * <p>The topic is read only after a command got no reply in time. The reader starts at the offsets that payment-service has
 * committed and reads each record once. See ADR 0014.
 */
@Component
class UnresolvedCommands implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(UnresolvedCommands.class);
    private static final String PAYMENT_SERVICE_GROUP = "payment-service";
    private static final Duration POLL = Duration.ofMillis(100);

    /** @param fingerprint the first 64 bits of the fingerprint of the request */
    private record Entry(int partition, long offset, long fingerprint) {}

    private final KafkaClients clients;
    private final AvroDeserializer deserializer;
    private final CommandProperties properties;
    private final ReentrantLock reading = new ReentrantLock();
    /** The first unresolved command for each hash of account, payment, operation and key. */
    private final Map<Long, Entry> unresolved = new ConcurrentHashMap<>();
    /** The next offset to read in each partition. */
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Admin admin;

    UnresolvedCommands(KafkaClients clients, CommandProperties properties) {
        this.clients = clients;
        this.deserializer = clients.avroDeserializer();
        this.properties = properties;
    }

    /** An earlier unresolved request with the same key. */
    enum Earlier {
        NONE,
        SAME_REQUEST,
        OTHER_REQUEST
    }

    /** Compares the command with the unresolved commands in memory. Does not read the topic. */
    Earlier findKnown(CommandRequest command) {
        Idempotency idempotency = command.idempotency();
        if (idempotency == null) {
            return Earlier.NONE;
        }
        long hash = hash(command, idempotency);
        Entry entry = unresolved.get(hash);
        if (entry == null) {
            return Earlier.NONE;
        }
        if (isApplied(entry)) {
            unresolved.remove(hash, entry);
            return Earlier.NONE;
        }
        return entry.fingerprint() == prefix(idempotency.getFingerprint())
                ? Earlier.SAME_REQUEST
                : Earlier.OTHER_REQUEST;
    }

    /**
     * Returns true if no unresolved command with the same key is before the command in its partition. Returns false also if
     * the topic could not be read in time.
     *
     * @param stored the position of the command
     */
    boolean isFirst(CommandRequest command, RecordMetadata stored) {
        Idempotency idempotency = command.idempotency();
        if (idempotency == null) {
            return true;
        }
        var partition = new TopicPartition(stored.topic(), stored.partition());
        try {
            if (!readThrough(partition, stored.offset())) {
                return false;
            }
            Entry first = unresolved.get(hash(command, idempotency));
            return first == null || first.offset() >= stored.offset() || isApplied(first);
        } catch (KafkaException | TimeoutException | ExecutionException e) {
            log.warn("cannot read unresolved commands: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isApplied(Entry entry) {
        try {
            var partition = new TopicPartition(Topics.PAYMENT_COMMANDS, entry.partition());
            return committed().getOrDefault(partition, 0L) > entry.offset();
        } catch (KafkaException | TimeoutException | ExecutionException e) {
            log.warn("cannot read the offsets of payment-service: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Reads all partitions to their ends. While one request reads, the other requests wait for its result.
     *
     * @return false if the deadline passed or too many commands are unresolved
     */
    private boolean readThrough(TopicPartition partition, long lastOffset)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (isRead(partition, lastOffset)) {
            return true;
        }
        long end = System.nanoTime() + properties.readBackTimeout().toNanos();
        if (!reading.tryLock(properties.readBackTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            if (!isRead(partition, lastOffset)) {
                readToEnd(end);
            }
            return isRead(partition, lastOffset);
        } finally {
            reading.unlock();
        }
    }

    private void readToEnd(long deadline) throws ExecutionException, InterruptedException, TimeoutException {
        KafkaConsumer<byte[], byte[]> reader = consumer();
        Map<TopicPartition, Long> committed = committed();
        List<TopicPartition> partitions = reader.partitionsFor(Topics.PAYMENT_COMMANDS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        reader.assign(partitions);
        for (TopicPartition partition : partitions) {
            long applied = committed.getOrDefault(partition, 0L);
            removeBefore(partition, applied);
            reader.seek(partition, Math.max(applied, positions.getOrDefault(partition, 0L)));
        }
        while (!ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())
                && System.nanoTime() < deadline
                && unresolved.size() < properties.maxUnresolved()) {
            reader.poll(POLL).forEach(this::add);
        }
        partitions.forEach(partition -> positions.put(partition, reader.position(partition)));
    }

    private boolean isRead(TopicPartition partition, long offset) {
        return positions.getOrDefault(partition, 0L) > offset;
    }

    private void removeBefore(TopicPartition partition, long applied) {
        unresolved.values().removeIf(entry -> entry.partition() == partition.partition() && entry.offset() < applied);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (read(record) instanceof PaymentCommand command) {
            Operation operation = Operation.of(command.getBody());
            Idempotency idempotency = command.getIdempotency();
            if (operation != null && idempotency != null) {
                unresolved.putIfAbsent(
                        hash(command.getAccountId(), command.getPaymentId(), operation, idempotency),
                        new Entry(record.partition(), record.offset(), prefix(idempotency.getFingerprint())));
            }
        }
    }

    /** Returns null for a malformed record, which payment-service dead-letters. */
    private @Nullable IndexedRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    private static long hash(CommandRequest command, Idempotency idempotency) {
        return hash(command.accountId(), command.paymentId(), command.operation(), idempotency);
    }

    private static long hash(long accountId, String paymentId, Operation operation, Idempotency idempotency) {
        return prefix(Sha256.hex(
                String.join("|", String.valueOf(accountId), paymentId, operation.label(), idempotency.getKey())));
    }

    private static long prefix(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint, 0, 16, 16);
    }

    /** Returns the offsets that payment-service has committed: all commands before them are applied. */
    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin().listConsumerGroupOffsets(PAYMENT_SERVICE_GROUP)
                .partitionsToOffsetAndMetadata()
                .get(properties.readBackTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = clients.reader();
        }
        return consumer;
    }

    @Override
    public void destroy() {
        reading.lock();
        try {
            if (consumer != null) {
                consumer.close();
            }
        } finally {
            reading.unlock();
        }
        if (admin != null) {
            admin.close(POLL);
        }
    }
}
