package info.sopranoexch.gateway.commands;

import info.sopranoexch.starter.api.PaymentResource;

/** The command's result, or {@link Accepted} if no reply arrived before the timeout. */
public sealed interface CommandResult {

    /**
     * payment-service applied the command, or an earlier command with the same Idempotency-Key.
     *
     * @param replayed whether an earlier command was applied
     */
    record Applied(PaymentResource payment, boolean replayed) implements CommandResult {}

    /**
     * payment-service rejected the command.
     *
     * @param code a code of problem details
     */
    record Rejected(String code, String detail, boolean replayed) implements CommandResult {}

    /** The command is stored in Kafka and will be applied. */
    record Accepted() implements CommandResult {}
}
