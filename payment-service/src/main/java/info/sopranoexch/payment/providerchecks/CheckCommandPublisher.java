package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.payment.kafka.CommandPublisher;
import info.sopranoexch.schemas.avro.CheckPayment;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes a command for each provider check. */
@Component
public class CheckCommandPublisher {
    private final CommandPublisher commands;

    CheckCommandPublisher(CommandPublisher commands) {
        this.commands = commands;
    }

    /**
     * @param checks the due times must be those of the payments: a command with another due time has no effect
     * @throws org.apache.kafka.common.KafkaException if a command was not acknowledged; the others may be written
     */
    public void publish(List<DueCheck> checks) {
        commands.publish(
                "payment.check",
                checks.stream()
                        .map(check -> commands.command(check.paymentId(), new CheckPayment(check.dueAt())))
                        .toList());
    }
}
