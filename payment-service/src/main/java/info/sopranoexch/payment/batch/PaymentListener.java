package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Consumes commands and provider events in one container. Both topics have the same number of partitions, and range
 * assignment gives both partitions of a shard to the same thread.
 */
@Component
class PaymentListener implements ConsumerSeekAware {
    private final BatchProcessor processor;
    private final BatchMetrics metrics;
    private final BatchTracing tracing;

    PaymentListener(BatchProcessor processor, BatchMetrics metrics, BatchTracing tracing) {
        this.processor = processor;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @KafkaListener(
            id = BatchProcessor.GROUP,
            topics = {Topics.PAYMENT_COMMANDS, Topics.PROVIDER_EVENTS},
            concurrency = "${soprano.batch.threads}",
            autoStartup = "${soprano.batch.enabled}")
    void onPoll(List<ConsumerRecord<String, byte[]>> records) {
        metrics.poll(records.size(), () -> tracing.within(records, processor::process));
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        processor.partitionsAssigned(
                assignments.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    }
}
