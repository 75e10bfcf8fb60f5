package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code payment.events.v1} from its end at construction. Not safe for use by several threads. */
public final class EventTopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, IndexedRecord> consumer;
    private final HistoryRecorder recorder;
    private final List<TopicPartition> partitions;

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
        // Seeking is lazy: the positions are fixed here, before the first event of the run.
        partitions.forEach(consumer::position);
    }

    /** Reads to the current end of the topic. Throws KafkaException if the broker does not respond. */
    public void readToEnd(Set<Long> merchantIds) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> {
                var event = (PaymentEvent) record.value();
                if (merchantIds.contains(event.getPayment().getMerchantId())) {
                    recorder.add(published(record, event));
                }
            });
        }
    }

    private PublishedEvent published(ConsumerRecord<String, IndexedRecord> record, PaymentEvent event) {
        Payment payment = event.getPayment();
        return new PublishedEvent(
                recorder.at(event.getOccurredAt()),
                new PublishedEvent.Position(record.partition(), record.offset()),
                record.key(),
                event.getEventId(),
                event.getVersion(),
                new PublishedEvent.Content(
                        Objects.toString(event.getPreviousStatus(), null),
                        String.valueOf(payment.getStatus()),
                        String.valueOf(event.getReason()),
                        event.getRefund() == null ? null : event.getRefund().getRefundId(),
                        payment.getMerchantId(),
                        payment.getAmountMinor(),
                        payment.getPaidMinor(),
                        payment.getRefundedMinor(),
                        recorder.at(payment.getExpiresAt())));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
