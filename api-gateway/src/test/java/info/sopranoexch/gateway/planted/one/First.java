package info.sopranoexch.gateway.planted.one;

import info.sopranoexch.gateway.planted.two.Second;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.avro.PaymentCommand;

/** Breaks every architecture rule, to show that the rules find violations. */
public final class First {
    public Class<?> other() {
        return Second.class;
    }

    public Class<?> module() {
        return Infrastructure.class;
    }

    public String avro(PaymentCommand command) {
        return command.getCommandId();
    }
}
