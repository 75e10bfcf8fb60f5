package info.sopranoexch.gateway.commands;

import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.RefundPayment;
import org.jspecify.annotations.Nullable;

/** The operations on payments that merchants can request by a command. */
enum Operation {
    CREATE("create"),
    CANCEL("cancel"),
    REFUND("refund");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** Returns the name in metrics, event types and idempotency scopes. */
    String label() {
        return label;
    }

    /** @return null for a command that no merchant requested, such as a scheduled check */
    static @Nullable Operation of(Object commandBody) {
        return switch (commandBody) {
            case CreatePayment _ -> CREATE;
            case CancelPayment _ -> CANCEL;
            case RefundPayment _ -> REFUND;
            default -> null;
        };
    }
}
