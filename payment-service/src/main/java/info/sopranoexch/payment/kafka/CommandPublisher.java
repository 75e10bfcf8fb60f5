package info.sopranoexch.payment.kafka;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Publishes this service's own commands to {@code payment.commands.v1}. */
@Component
public class CommandPublisher {
    private final AvroCodec codec;
    private final RecordSender sender;
    private final InstantSource clock;

    CommandPublisher(AvroCodec codec, RecordSender sender, InstantSource clock) {
        this.codec = codec;
        this.sender = sender;
        this.clock = clock;
    }

    /** A command without an account and without a reply. */
    public PaymentCommand command(String paymentId, Object body) {
        return PaymentCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setPaymentId(paymentId)
                .setAccountId(0)
                .setIssuedAt(clock.instant())
                .setBody(body)
                .build();
    }

    /**
     * @param type {@code ce_type} of the records
     * @throws org.apache.kafka.common.KafkaException if a command was not acknowledged; the others may be written
     */
    public void publish(String type, List<PaymentCommand> commands) {
        sender.send(commands.stream().map(command -> record(type, command)).toList());
    }

    private ProducerRecord<byte[], byte[]> record(String type, PaymentCommand command) {
        byte[] key = command.getPaymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(
                Topics.PAYMENT_COMMANDS, (@Nullable Integer) null, key, codec.write(Topics.PAYMENT_COMMANDS, command));
        CloudEvents.set(
                record.headers(),
                command.getCommandId(),
                type,
                "/payment-service",
                command.getPaymentId(),
                command.getIssuedAt());
        return record;
    }
}
