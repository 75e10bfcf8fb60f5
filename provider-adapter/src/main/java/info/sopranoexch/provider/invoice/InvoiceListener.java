package info.sopranoexch.provider.invoice;

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

/** Reads what the payment service wants of the provider, from both topics in one container, and takes it in hand. */
@Component
class InvoiceListener {
    private static final String GROUP = "provider-adapter-invoices";

    private final RecordReader reader;
    private final PaymentLanes lanes;
    private final AskProvider askProvider;

    InvoiceListener(RecordReader reader, PaymentLanes lanes, AskProvider askProvider) {
        this.reader = reader;
        this.lanes = lanes;
        this.askProvider = askProvider;
    }

    @KafkaListener(
            id = GROUP,
            topics = {Topics.PAYMENT_EVENTS, Topics.PROVIDER_COMMANDS},
            containerPostProcessor = "unhurried")
    void on(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            Work work = readOrFail(record);
            if (work != null) {
                lanes.submit(work.order().paymentId(), work.question(), () -> askProvider.ask(work));
            }
        }
    }

    /** Names the record that fails, so that it and those after it are given again, and none before it. */
    private @Nullable Work readOrFail(ConsumerRecord<String, byte[]> record) {
        try {
            return read(record);
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("neither read nor dead-lettered", e, record);
        }
    }

    private @Nullable Work read(ConsumerRecord<String, byte[]> record) {
        String traceparent = TraceContext.of(record.headers());
        return record.topic().equals(Topics.PAYMENT_EVENTS)
                ? reader.read(record, PaymentEvent.class, GROUP, event -> WorkMapper.of(event, traceparent))
                : reader.read(record, ProviderCommand.class, GROUP, command -> WorkMapper.of(command, traceparent));
    }
}
