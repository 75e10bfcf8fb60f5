package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.AvroValues;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.RefundPayment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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
 * Finds commands with an Idempotency-Key that are in {@code payment.commands.v1}, from whichever gateway, and that
 * payment-service has not applied yet. The order in the partition decides which of two requests with one key is the first.
 *
 * <p>The topic is read only after a command got no reply in time, from payment-service's committed offsets to its end, and no
 * record twice. See ADR 0014.
 */
@Component
class UnresolvedCommands implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(UnresolvedCommands.class);
    private static final String PAYMENT_SERVICE = "payment-service";
    private static final Duration POLL = Duration.ofMillis(100);

    /** @param fingerprint the first 64 bits of the request's fingerprint */
    private record Entry(int partition, long offset, long fingerprint) {}

    private final KafkaClients clients;
    private final AvroValues values;
    private final CommandSettings settings;
    private final ReentrantLock reading = new ReentrantLock();
    /** The first unresolved command by the hash of its account, operation, payment and key. */
    private final Map<Long, Entry> unresolved = new ConcurrentHashMap<>();
    /** Up to where each partition has been read. */
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Admin admin;

    UnresolvedCommands(KafkaClients clients, AvroValues values, CommandSettings settings) {
        this.clients = clients;
        this.values = values;
        this.settings = settings;
    }

    /** What is known of an earlier request with the same key. */
    enum Earlier {
        NONE,
        SAME_REQUEST,
        OTHER_REQUEST
    }

    /** Whether this gateway knows of an unresolved command with the key. It reads nothing. */
    Earlier known(Command command) {
        Command.Idempotency idempotency = command.idempotency();
        Long hash = idempotency == null
                ? null
                : hash(command.accountId(), command.paymentId(), operation(command), idempotency.key());
        Entry entry = hash == null ? null : unresolved.get(hash);
        if (hash == null || idempotency == null || entry == null) {
            return Earlier.NONE;
        }
        if (isApplied(entry)) {
            unresolved.remove(hash, entry);
            return Earlier.NONE;
        }
        return entry.fingerprint() == prefix(idempotency.fingerprint()) ? Earlier.SAME_REQUEST : Earlier.OTHER_REQUEST;
    }

    /**
     * Whether no unresolved command with the same key stands before the command in its partition.
     *
     * @param written where the command is
     * @return false also if that cannot be found out in time
     */
    boolean isFirst(Command command, RecordMetadata written) {
        Command.Idempotency idempotency = command.idempotency();
        if (idempotency == null) {
            return true;
        }
        long hash = hash(command.accountId(), command.paymentId(), operation(command), idempotency.key());
        var partition = new TopicPartition(written.topic(), written.partition());
        try {
            if (!read(partition, written.offset())) {
                return false;
            }
            Entry first = unresolved.get(hash);
            return first == null || first.offset() >= written.offset() || isApplied(first);
        } catch (KafkaException | TimeoutException | ExecutionException e) {
            log.warn("unresolved commands cannot be read: {}", e.toString());
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
            log.warn("payment-service's progress cannot be read: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Reads every partition to its end: of the requests that wait here, the first reads for all.
     *
     * @return false if the deadline passed or there are too many unresolved commands to remember
     */
    private boolean read(TopicPartition partition, long lastOffset)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (isRead(partition, lastOffset)) {
            return true;
        }
        long end = System.nanoTime() + settings.readBackTimeout().toNanos();
        if (!reading.tryLock(settings.readBackTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            if (!isRead(partition, lastOffset)) {
                readToTheEnd(end);
            }
            return isRead(partition, lastOffset);
        } finally {
            reading.unlock();
        }
    }

    private void readToTheEnd(long deadline) throws ExecutionException, InterruptedException, TimeoutException {
        KafkaConsumer<byte[], byte[]> reader = consumer();
        Map<TopicPartition, Long> committed = committed();
        List<TopicPartition> partitions = reader.partitionsFor(Topics.PAYMENT_COMMANDS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        reader.assign(partitions);
        for (TopicPartition partition : partitions) {
            long applied = committed.getOrDefault(partition, 0L);
            forgetBefore(partition, applied);
            reader.seek(partition, Math.max(applied, positions.getOrDefault(partition, 0L)));
        }
        while (!ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())
                && System.nanoTime() < deadline
                && unresolved.size() < settings.maxUnresolved()) {
            reader.poll(POLL).forEach(this::remember);
        }
        partitions.forEach(partition -> positions.put(partition, reader.position(partition)));
    }

    private boolean isRead(TopicPartition partition, long offset) {
        return positions.getOrDefault(partition, 0L) > offset;
    }

    /** Forgets what has been applied. */
    private void forgetBefore(TopicPartition partition, long applied) {
        unresolved.values().removeIf(entry -> entry.partition() == partition.partition() && entry.offset() < applied);
    }

    private void remember(ConsumerRecord<byte[], byte[]> record) {
        if (values.read(record) instanceof AvroValues.Value.Present(PaymentCommand command)) {
            String operation = operation(command);
            Idempotency idempotency = command.getIdempotency();
            if (operation != null && idempotency != null) {
                unresolved.putIfAbsent(
                        hash(command.getAccountId(), command.getPaymentId(), operation, idempotency.getKey()),
                        new Entry(record.partition(), record.offset(), prefix(idempotency.getFingerprint())));
            }
        }
    }

    private static String operation(Command command) {
        return switch (command.body()) {
            case Command.Create _ -> "create";
            case Command.Cancel _ -> "cancel";
            case Command.Refund _ -> "refund";
        };
    }

    private static @Nullable String operation(PaymentCommand command) {
        return switch (command.getBody()) {
            case CreatePayment _ -> "create";
            case CancelPayment _ -> "cancel";
            case RefundPayment _ -> "refund";
            default -> null;
        };
    }

    private static long hash(long accountId, String paymentId, String operation, String key) {
        return prefix(Ids.fingerprint(String.join("|", String.valueOf(accountId), paymentId, operation, key)));
    }

    private static long prefix(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint, 0, 16, 16);
    }

    /** The offsets up to which payment-service has applied each partition. */
    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin().listConsumerGroupOffsets(PAYMENT_SERVICE)
                .partitionsToOffsetAndMetadata()
                .get(settings.readBackTimeout().toMillis(), TimeUnit.MILLISECONDS)
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
