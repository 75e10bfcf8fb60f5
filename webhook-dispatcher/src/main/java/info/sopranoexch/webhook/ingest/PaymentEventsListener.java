package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class PaymentEventsListener {
    private final IngestPoll ingest;
    private final IngestMetrics metrics;

    PaymentEventsListener(IngestPoll ingest, IngestMetrics metrics) {
        this.ingest = ingest;
        this.metrics = metrics;
    }

    @KafkaListener(id = "payment-events", topics = Topics.PAYMENT_EVENTS, groupId = IngestPoll.GROUP)
    void on(List<ConsumerRecord<String, byte[]>> records) {
        metrics.poll(records.size(), () -> ingest.accept(records));
    }
}
