package info.sopranoexch.provider.invoice;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
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
    private final DeadLetterPublisher deadLetters;
    private final PaymentLanes lanes;
    private final AskProvider askProvider;

    InvoiceListener(RecordReader reader, DeadLetterPublisher deadLetters, PaymentLanes lanes, AskProvider askProvider) {
        this.reader = reader;
        this.deadLetters = deadLetters;
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
        try {
            if (record.topic().equals(Topics.PAYMENT_EVENTS)) {
                PaymentEvent event = reader.read(record, PaymentEvent.class, GROUP);
                return event == null ? null : WorkMapper.of(event, traceparent);
            }
            ProviderCommand command = reader.read(record, ProviderCommand.class, GROUP);
            return command == null ? null : WorkMapper.of(command, traceparent);
        } catch (IllegalArgumentException e) {
            deadLetters.publish(record, GROUP, DeadLetterReason.INVALID, e);
            return null;
        } catch (UnrecognizedValueException e) {
            deadLetters.publish(record, GROUP, DeadLetterReason.UNRECOGNIZED_VALUE, e);
            return null;
        }
    }
}
