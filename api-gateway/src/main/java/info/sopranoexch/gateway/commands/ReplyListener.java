package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.ConsumerLagGauge;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.starter.api.PaymentResource;
import info.sopranoexch.starter.api.PublicUrlProperties;
import info.sopranoexch.starter.problem.ProblemMessages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/**
 * Receives the replies to the commands of this instance. The consumer group of all gateways assigns partitions of {@code
 * payment.replies.v1}; a command names a partition of its gateway for its reply. A partition is read from its end, because
 * earlier replies belong to callers that no longer wait.
 */
@Component
public class ReplyListener implements ConsumerAwareRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(ReplyListener.class);
    private static final String GROUP = "api-gateway-replies";
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final KafkaMessageListenerContainer<byte[], byte[]> container;
    private final AvroDeserializer deserializer;
    private final PublicUrlProperties urls;
    private final Counter unreadable;
    private final List<Integer> assigned = new CopyOnWriteArrayList<>();
    /** The waiting callers by command id. Admission limits their number. */
    private final Map<String, CompletableFuture<CommandResult>> pending = new ConcurrentHashMap<>();

    ReplyListener(KafkaClients clients, PublicUrlProperties urls, MeterRegistry meters) {
        this.deserializer = clients.avroDeserializer();
        this.urls = urls;
        this.unreadable = meters.counter("soprano.gateway.unreadable", "topic", Topics.PAYMENT_REPLIES);
        var properties = new ContainerProperties(Topics.PAYMENT_REPLIES);
        properties.setGroupId(GROUP);
        // Nothing is committed: a restarted gateway starts at the end of its partitions.
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
        properties.setAuthExceptionRetryInterval(RETRY_INTERVAL);
        properties.setConsumerRebalanceListener(this);
        properties.setMessageListener((MessageListener<byte[], byte[]>) this::receive);
        this.container = new KafkaMessageListenerContainer<>(clients.groupConsumers(GROUP), properties);
        container.setBeanName("replies");
        ConsumerLagGauge.register("replies", this::lag, meters);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.seekToEnd(partitions);
        for (TopicPartition partition : partitions) {
            // Seeking is lazy: without this call a reply that arrives now would be skipped.
            consumer.position(partition);
            assigned.add(partition.partition());
        }
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> assigned.remove((Integer) partition.partition()));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevokedBeforeCommit(consumer, partitions);
    }

    public boolean isReady() {
        return !assigned.isEmpty();
    }

    /** Returns one of the assigned partitions; null if there is none. */
    @Nullable
    Integer assignedPartition() {
        Object[] partitions = assigned.toArray();
        return partitions.length == 0
                ? null
                : (Integer) partitions[ThreadLocalRandom.current().nextInt(partitions.length)];
    }

    /** Returns a future that is completed by the reply. {@link #forget} must follow. */
    CompletableFuture<CommandResult> expect(String commandId) {
        var reply = new CompletableFuture<CommandResult>();
        pending.put(commandId, reply);
        return reply;
    }

    void forget(String commandId) {
        pending.remove(commandId);
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (deserializer.deserialize(record.topic(), record.value()) instanceof PaymentReply reply) {
                CompletableFuture<CommandResult> caller = pending.get(reply.getCommandId());
                if (caller != null) {
                    caller.complete(result(reply, urls));
                }
            }
        } catch (RuntimeException e) {
            // This caller gets 202. The replies after it must still be read.
            unreadable.increment();
            log.error("skipped {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
    }

    /**
     * @throws info.sopranoexch.schemas.UnrecognizedValueException if a newer payment-service wrote a value that this release
     *     does not know: the caller gets the same response as without a reply
     */
    static CommandResult result(PaymentReply reply, PublicUrlProperties urls) {
        UnrecognizedValues.reject(reply, Set.of());
        boolean replayed = reply.getReplayed() || reply.getOutcome() == ReplyOutcome.replayed;
        Payment payment = reply.getPayment();
        if (reply.getOutcome() == ReplyOutcome.rejected || payment == null) {
            return new CommandResult.Rejected(
                    Objects.requireNonNullElse(reply.getCode(), "internal_error"),
                    Objects.requireNonNullElse(reply.getDetail(), ProblemMessages.INTERNAL_ERROR),
                    replayed);
        }
        var unused = Currencies.validDecimals(payment.getCurrencyDecimals());
        String url = urls.paymentUrl(payment.getPaymentId());
        Refund refund = reply.getRefund();
        return new CommandResult.Applied(
                refund == null ? PaymentResource.of(payment, url) : PaymentResource.withRefund(payment, url, refund),
                replayed);
    }

    private double lag() {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.values().stream())
                .filter(metric -> metric.metricName().name().equals("records-lag-max"))
                .map(metric -> metric.metricValue())
                .filter(value -> value instanceof Double number && !number.isNaN())
                .mapToDouble(value -> (Double) value)
                .max()
                .orElse(container.isRunning() ? 0 : Double.NaN);
    }

    @PostConstruct
    void start() {
        container.start();
    }

    /** Runs after the web server has stopped. */
    @PreDestroy
    void close() {
        container.stop();
        assigned.clear();
    }
}
