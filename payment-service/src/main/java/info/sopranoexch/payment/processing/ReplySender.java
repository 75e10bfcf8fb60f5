package info.sopranoexch.payment.processing;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends answers to whoever waits for them, without waiting for the brokers: an answer that is lost costs the asker a 202,
 * and a redelivered command is answered again.
 */
@Component
class ReplySender {
    /**
     * @param partition on which the asker waits
     */
    record Addressed(
            PaymentReply reply, int partition, @Nullable String traceparent) {}

    private final AvroCodec codec;
    private final RecordSender sender;

    ReplySender(AvroCodec codec, RecordSender sender) {
        this.codec = codec;
        this.sender = sender;
    }

    void send(List<Addressed> replies) {
        if (replies.isEmpty()) {
            return;
        }
        // A partition that is not there would hold up the producer until it gives up.
        int partitions = sender.partitions(Topics.PAYMENT_REPLIES);
        var unawaited = sender.begin(replies.stream()
                .filter(addressed -> addressed.partition() >= 0 && addressed.partition() < partitions)
                .map(this::toKafka)
                .toList());
        Objects.requireNonNull(unawaited);
    }

    private ProducerRecord<byte[], byte[]> toKafka(Addressed addressed) {
        PaymentReply reply = addressed.reply();
        byte[] key = reply.getPaymentId().getBytes(StandardCharsets.UTF_8);
        byte[] value = codec.write(Topics.PAYMENT_REPLIES, reply);
        var record = new ProducerRecord<>(Topics.PAYMENT_REPLIES, addressed.partition(), key, value);
        CloudEvents.set(
                record.headers(),
                reply.getCommandId(),
                "payment.reply." + reply.getOutcome().name(),
                "/payment-service",
                reply.getPaymentId(),
                reply.getRepliedAt());
        TraceContext.set(record.headers(), addressed.traceparent());
        return record;
    }
}
