package info.sopranoexch.gateway.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Simulates payment-service on Kafka: applies commands in memory. */
public final class FakePaymentService {
    private static final FakePaymentService SHARED = new FakePaymentService();

    private final KafkaTestClient kafka = KafkaTestClient.shared();
    private final List<PaymentCommand> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Stored> payments = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean silent;
    private volatile boolean rejecting;

    private record Stored(Payment payment, @Nullable String fingerprint) {}

    private FakePaymentService() {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Infrastructure.shared().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "payment-service",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.PAYMENT_COMMANDS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // All earlier commands count as applied.
        consumer.commitSync(partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> new OffsetAndMetadata(consumer.position(partition)))));
        Thread.ofPlatform().daemon().name("fake-payment-service").start(() -> run(consumer));
    }

    public static FakePaymentService shared() {
        return SHARED;
    }

    /** Stops applying commands until the returned object is closed. */
    public AutoCloseable stopped() {
        working.lock();
        return working::unlock;
    }

    /** A silent service applies commands and sends no replies. */
    public void silent(boolean value) {
        silent = value;
    }

    /** A rejecting service rejects cancels and refunds. */
    public void rejecting(boolean value) {
        rejecting = value;
    }

    public List<PaymentCommand> commands() {
        return commands;
    }

    public List<PaymentCommand> commandsFor(String paymentId) {
        return commands.stream()
                .filter(command -> command.getPaymentId().equals(paymentId))
                .toList();
    }

    public int paymentCount() {
        return payments.size();
    }

    private void run(KafkaConsumer<byte[], byte[]> consumer) {
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
            working.lock();
            try {
                records.forEach(record -> {
                    if (kafka.deserialize(record, Object.class) instanceof PaymentCommand command) {
                        commands.add(command);
                        sendReply(command, reply(command));
                    }
                });
                consumer.commitSync();
            } finally {
                working.unlock();
            }
        }
    }

    private void sendReply(PaymentCommand command, PaymentReply reply) {
        Integer partition = command.getReplyPartition();
        if (!silent && partition != null) {
            kafka.sendBytes(
                    Topics.PAYMENT_REPLIES,
                    partition,
                    command.getPaymentId(),
                    kafka.serialize(Topics.PAYMENT_REPLIES, reply));
        }
    }

    private PaymentReply reply(PaymentCommand command) {
        return switch (command.getBody()) {
            case CreatePayment create -> create(command, create);
            case RefundPayment refund -> change(command, refund);
            default -> change(command, null);
        };
    }

    private PaymentReply create(PaymentCommand command, CreatePayment create) {
        Idempotency idempotency = command.getIdempotency();
        String fingerprint = idempotency == null ? null : idempotency.getFingerprint();
        Stored known = payments.get(command.getPaymentId());
        if (known == null) {
            Payment payment = payment(command, create);
            payments.put(payment.getPaymentId(), new Stored(payment, fingerprint));
            return builder(command, ReplyOutcome.applied).setPayment(payment).build();
        }
        if (fingerprint != null && fingerprint.equals(known.fingerprint())) {
            return builder(command, ReplyOutcome.replayed)
                    .setReplayed(true)
                    .setPayment(known.payment())
                    .build();
        }
        return rejected(command, "idempotency_key_reused");
    }

    private PaymentReply change(PaymentCommand command, @Nullable RefundPayment refund) {
        Stored known = payments.get(command.getPaymentId());
        if (known == null || known.payment().getAccountId() != command.getAccountId()) {
            return rejected(command, "payment_not_found");
        }
        if (rejecting) {
            return rejected(command, refund == null ? "payment_not_cancellable" : "refund_exceeds_paid");
        }
        PaymentReply.Builder reply = builder(command, ReplyOutcome.applied);
        if (refund != null) {
            BigDecimal amount = refund.getAmount() == null ? null : new BigDecimal(refund.getAmount());
            if (amount != null && amount.scale() > known.payment().getCurrencyDecimals()) {
                return rejected(command, "amount_too_precise");
            }
            reply.setRefund(info.sopranoexch.schemas.avro.Refund.newBuilder()
                    .setRefundId(refund.getRefundId())
                    .setAmountMinor(
                            amount == null
                                    ? known.payment().getAmountMinor()
                                    : amount.movePointRight(known.payment().getCurrencyDecimals())
                                            .longValueExact())
                    .setStatus(RefundStatus.pending)
                    .setCreatedAt(Instant.EPOCH)
                    .build());
        }
        Payment after = Payment.newBuilder(known.payment())
                .setStatus(
                        refund == null
                                ? PaymentStatus.cancelled
                                : known.payment().getStatus())
                .build();
        payments.put(after.getPaymentId(), new Stored(after, known.fingerprint()));
        return reply.setPayment(after).build();
    }

    private Payment payment(PaymentCommand command, CreatePayment create) {
        return Payment.newBuilder()
                .setPaymentId(command.getPaymentId())
                .setId(sequence.incrementAndGet())
                .setAccountId(command.getAccountId())
                .setMerchantId(create.getMerchantId())
                .setAmountMinor(create.getAmountMinor())
                .setCurrency(create.getCurrency())
                .setCurrencyDecimals(create.getCurrency().equals("JPY") ? 0 : 2)
                .setStatus(PaymentStatus.pending)
                .setVersion(1)
                .setDescription(create.getDescription())
                .setOrderId(create.getOrderId())
                .setMetadata(create.getMetadata())
                .setReturnUrl(create.getReturnUrl())
                .setSandbox(create.getSandbox())
                .setCreatedAt(command.getIssuedAt())
                .setExpiresAt(create.getExpiresAt())
                .setUpdatedAt(command.getIssuedAt())
                .build();
    }

    private static PaymentReply.Builder builder(PaymentCommand command, ReplyOutcome outcome) {
        return PaymentReply.newBuilder()
                .setCommandId(command.getCommandId())
                .setPaymentId(command.getPaymentId())
                .setOutcome(outcome)
                .setRepliedAt(Instant.EPOCH);
    }

    private static PaymentReply rejected(PaymentCommand command, String code) {
        return builder(command, ReplyOutcome.rejected)
                .setCode(code)
                .setDetail("Refused: " + code + ".")
                .build();
    }
}
