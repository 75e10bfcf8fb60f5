package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads {@code payment.events.v1} from where it stood when this was made; used by one thread. */
public final class EventTopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, IndexedRecord> consumer;
    private final HistoryRecorder recorder;
    private final List<TopicPartition> partitions;
    private final Set<Long> merchants = new HashSet<>();

    public EventTopicReader(String bootstrapServers, String registryUrl, HistoryRecorder recorder) {
        this.recorder = recorder;
        var values = new AvroDeserializer();
        values.configure(Map.of("schema.registry.url", registryUrl, "specific.avro.reader", true), false);
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                values);
        partitions = consumer.partitionsFor(Topics.PAYMENT_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; what comes from now on must not be jumped over.
        partitions.forEach(consumer::position);
    }

    /** Others' payments are left out. */
    public void only(Set<Long> merchantIds) {
        merchants.addAll(merchantIds);
    }

    /** Reads up to where the topic ends now. Throws what Kafka's client throws when the broker does not answer. */
    public void readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<String, IndexedRecord> record) {
        var event = (PaymentEvent) record.value();
        Payment payment = event.getPayment();
        if (!merchants.contains(payment.getMerchantId())) {
            return;
        }
        recorder.add(new PublishedEvent(
                recorder.at(event.getOccurredAt()),
                new PublishedEvent.Position(record.partition(), record.offset()),
                record.key(),
                event.getEventId(),
                event.getVersion(),
                new PublishedEvent.Content(
                        name(event.getPreviousStatus()),
                        String.valueOf(payment.getStatus()),
                        String.valueOf(event.getReason()),
                        event.getRefund() == null ? null : event.getRefund().getRefundId(),
                        payment.getMerchantId(),
                        payment.getAmountMinor(),
                        payment.getPaidMinor(),
                        payment.getRefundedMinor(),
                        at(payment.getExpiresAt()))));
    }

    private long at(Instant time) {
        return recorder.at(time);
    }

    private static @Nullable String name(@Nullable Object status) {
        return status == null ? null : status.toString();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
