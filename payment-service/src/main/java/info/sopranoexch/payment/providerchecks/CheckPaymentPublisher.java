package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.payment.kafka.CommandPublisher;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Publishes {@code CheckPayment} commands to {@code payment.commands.v1}. Each method throws
 * {@link org.apache.kafka.common.KafkaException} if a command was not acknowledged; other commands may have been written.
 */
@Component
public class CheckPaymentPublisher {
    private static final String TYPE = "payment.check";

    private final CommandPublisher commands;
    private final InstantSource clock;

    CheckPaymentPublisher(CommandPublisher commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** @param dueAt the due time that the payment has now; a command with another due time has no effect */
    public void publish(String paymentId, Instant dueAt) {
        commands.publish(TYPE, List.of(check(paymentId, dueAt)));
    }

    /** The payer was sent to the provider's page. */
    public void publishPayerSent(String paymentId) {
        CheckPayment body = CheckPayment.newBuilder()
                .setDueAt(clock.instant())
                .setPayerSent(true)
                .build();
        commands.publish(TYPE, List.of(commands.command(paymentId, body)));
    }

    void publish(Collection<DueCheck> checks) {
        commands.publish(
                TYPE,
                checks.stream()
                        .map(check -> check(check.paymentId(), check.dueAt()))
                        .toList());
    }

    /** @param versions versions of invoices that the provider listed, by payment id */
    void publishListed(Map<String, Long> versions) {
        commands.publish(
                TYPE,
                versions.entrySet().stream()
                        .map(listed -> commands.command(
                                listed.getKey(),
                                CheckPayment.newBuilder()
                                        .setDueAt(clock.instant())
                                        .setListedVersion(listed.getValue())
                                        .build()))
                        .toList());
    }

    private PaymentCommand check(String paymentId, Instant dueAt) {
        return commands.command(
                paymentId, CheckPayment.newBuilder().setDueAt(dueAt).build());
    }
}
