package info.sopranoexch.provider.requests;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.tracing.TraceContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;

/** Reads events and commands of the payment service and queues their requests. */
@Component
class ProviderRequestListener {
    static final String GROUP = "provider-adapter-invoices";

    private final RecordReader reader;
    private final PaymentQueues queues;
    private final ProviderRequestExecutor executor;

    ProviderRequestListener(RecordReader reader, PaymentQueues queues, ProviderRequestExecutor executor) {
        this.reader = reader;
        this.queues = queues;
        this.executor = executor;
    }

    @KafkaListener(
            id = GROUP,
            topics = {Topics.PAYMENT_EVENTS, Topics.PROVIDER_COMMANDS})
    void on(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            ProviderRequest request = readOrFail(record);
            if (request != null) {
                queues.submit(request.payment().getPaymentId(), request.content(), () -> executor.execute(request));
            }
        }
    }

    /** Names the failed record, so that the container retries it and the records after it, but no record before it. */
    private @Nullable ProviderRequest readOrFail(ConsumerRecord<String, byte[]> record) {
        try {
            return read(record);
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("record was neither read nor dead-lettered", e, record);
        }
    }

    private @Nullable ProviderRequest read(ConsumerRecord<String, byte[]> record) {
        String traceparent = TraceContext.of(record.headers());
        return record.topic().equals(Topics.PAYMENT_EVENTS)
                ? reader.read(record, PaymentEvent.class, GROUP, event -> ProviderRequestMapper.map(event, traceparent))
                : reader.read(
                        record,
                        ProviderCommand.class,
                        GROUP,
                        command -> ProviderRequestMapper.map(command, traceparent));
    }
}
