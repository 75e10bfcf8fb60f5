package info.sopranoexch.gateway.commands;

import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.RefundPayment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Commands as records of {@code payment.commands.v1}. */
final class CommandRecords {
    private static final String SOURCE = "/api-gateway";

    private CommandRecords() {}

    static ProducerRecord<String, IndexedRecord> record(
            Command command, String commandId, @Nullable Integer replyPartition) {
        Command.Idempotency idempotency = command.idempotency();
        var value = new PaymentCommand(
                commandId,
                command.paymentId(),
                command.accountId(),
                command.issuedAt(),
                replyPartition,
                idempotency == null ? null : new Idempotency(idempotency.key(), idempotency.fingerprint()),
                body(command.body()));
        var record = new ProducerRecord<String, IndexedRecord>(Topics.PAYMENT_COMMANDS, command.paymentId(), value);
        CloudEvents.set(
                record.headers(), commandId, type(command.body()), SOURCE, command.paymentId(), command.issuedAt());
        String traceparent = command.traceparent();
        if (traceparent != null) {
            record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    private static IndexedRecord body(Command.Body body) {
        return switch (body) {
            case Command.Create create ->
                new CreatePayment(
                        create.merchantId(),
                        create.amountMinor(),
                        create.currency(),
                        create.description(),
                        create.orderId(),
                        create.metadata(),
                        create.returnUrl(),
                        create.expiresAt(),
                        create.sandbox());
            case Command.Cancel() -> new CancelPayment();
            case Command.Refund(String refundId, BigDecimal amount) ->
                amount == null
                        ? new RefundPayment(refundId, null, null)
                        // A payment-service that does not know the decimal amount rejects 0.
                        : new RefundPayment(refundId, 0L, amount.toPlainString());
        };
    }

    private static String type(Command.Body body) {
        return switch (body) {
            case Command.Create _ -> "payment.create";
            case Command.Cancel _ -> "payment.cancel";
            case Command.Refund _ -> "payment.refund";
        };
    }
}
