package info.sopranoexch.payment.sweeping;

import info.sopranoexch.payment.payments.PaymentStore.Due;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Publishes commands to check payments. */
@Component
public class PublishChecks {
    private final AvroCodec codec;
    private final RecordSender sender;
    private final InstantSource clock;

    PublishChecks(AvroCodec codec, RecordSender sender, InstantSource clock) {
        this.codec = codec;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * @param payments with the times at which their checks are due, also those that are due later: a command whose time is
     *     no longer that of the payment has no effect
     * @throws org.apache.kafka.common.KafkaException if a command was not acknowledged; others may have been written
     */
    public void publish(List<Due> payments) {
        Instant now = clock.instant();
        sender.send(payments.stream().map(due -> command(due, now)).toList());
    }

    private ProducerRecord<byte[], byte[]> command(Due due, Instant now) {
        PaymentCommand command = PaymentCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setPaymentId(due.paymentId())
                .setAccountId(0)
                .setIssuedAt(now)
                .setBody(new CheckPayment(due.dueAt()))
                .build();
        byte[] key = due.paymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(
                Topics.PAYMENT_COMMANDS, (@Nullable Integer) null, key, codec.write(Topics.PAYMENT_COMMANDS, command));
        CloudEvents.set(
                record.headers(), command.getCommandId(), "payment.check", "/payment-service", due.paymentId(), now);
        return record;
    }
}
