package info.sopranoexch.payment.processing;

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
 * Commands and the provider's events in one container: the topics have as many partitions, and are assigned by range, so
 * that one thread has both partitions of a shard.
 */
@Component
class PaymentListener implements ConsumerSeekAware {
    private final ProcessPoll process;
    private final ApplyMetrics metrics;
    private final PollSpans spans;

    PaymentListener(ProcessPoll process, ApplyMetrics metrics, PollSpans spans) {
        this.process = process;
        this.metrics = metrics;
        this.spans = spans;
    }

    @KafkaListener(
            id = ProcessPoll.GROUP,
            topics = {Topics.PAYMENT_COMMANDS, Topics.PROVIDER_EVENTS},
            concurrency = "${soprano.processing.threads}",
            autoStartup = "${soprano.processing.enabled}")
    void onPoll(List<ConsumerRecord<String, byte[]>> records) {
        metrics.poll(records.size(), () -> spans.within(records, process::process));
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        process.acquired(
                assignments.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    }
}
