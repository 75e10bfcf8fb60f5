package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.tracing.TraceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A deserialized record of a batch. */
sealed interface IncomingRecord {
    ConsumerRecord<String, byte[]> source();

    String paymentId();

    record Command(ConsumerRecord<String, byte[]> source, PaymentCommand command) implements IncomingRecord {
        @Override
        public String paymentId() {
            return command.getPaymentId();
        }
    }

    record Report(ConsumerRecord<String, byte[]> source, ProviderEvent event) implements IncomingRecord {
        @Override
        public String paymentId() {
            return event.getPaymentId();
        }
    }

    default int shard() {
        return source().partition();
    }

    default @Nullable String traceparent() {
        return TraceContext.of(source().headers());
    }
}
