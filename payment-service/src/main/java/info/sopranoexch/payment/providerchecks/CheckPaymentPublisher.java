package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.payment.kafka.CommandPublisher;
import info.sopranoexch.schemas.avro.CheckPayment;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes a {@code CheckPayment} command for each due check to {@code payment.commands.v1}. */
@Component
public class CheckPaymentPublisher {
    private final CommandPublisher commands;

    CheckPaymentPublisher(CommandPublisher commands) {
        this.commands = commands;
    }

    /**
     * @param checks with the due times that the payments have now; a command with another due time has no effect
     * @throws org.apache.kafka.common.KafkaException if a command was not acknowledged; other commands may have been
     *     written
     */
    public void publish(List<DueCheck> checks) {
        commands.publish(
                "payment.check",
                checks.stream()
                        .map(check -> commands.command(check.paymentId(), new CheckPayment(check.dueAt())))
                        .toList());
    }
}
