package info.sopranoexch.payment.batch;

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
 * Sends replies to the gateways without waiting for acknowledgements. If a reply is lost, the merchant gets a response with
 * status 202, and a redelivered command is replied to again.
 */
@Component
class ReplySender {
    /** @param partition the partition that the gateway reads */
    record AddressedReply(
            PaymentReply reply, int partition, @Nullable String traceparent) {}

    private final AvroCodec codec;
    private final RecordSender sender;

    ReplySender(AvroCodec codec, RecordSender sender) {
        this.codec = codec;
        this.sender = sender;
    }

    void send(List<AddressedReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        // The producer would block on a partition that does not exist.
        int partitions = sender.partitions(Topics.PAYMENT_REPLIES);
        var notAwaited = sender.begin(replies.stream()
                .filter(reply -> reply.partition() >= 0 && reply.partition() < partitions)
                .map(this::toKafka)
                .toList());
        Objects.requireNonNull(notAwaited);
    }

    private ProducerRecord<byte[], byte[]> toKafka(AddressedReply addressed) {
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
