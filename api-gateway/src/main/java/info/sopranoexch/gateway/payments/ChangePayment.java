package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.commands.Command;
import info.sopranoexch.gateway.commands.Ids;
import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.commands.PaymentCommands;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for a change of a payment that there is. */
@Component
class ChangePayment {
    private final PaymentCommands commands;
    private final InFlight inFlight;
    private final InstantSource clock;

    ChangePayment(PaymentCommands commands, InFlight inFlight, InstantSource clock) {
        this.commands = commands;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /**
     * @param canonical one text for all requests that mean the same
     * @throws info.sopranoexch.gateway.problem.ProblemException 409 or 503
     */
    Outcome change(
            String paymentId,
            Caller caller,
            Command.Body body,
            String canonical,
            @Nullable String idempotencyKey,
            String traceparent) {
        Instant now = clock.instant();
        if (idempotencyKey == null) {
            return commands.ask(new Command(paymentId, caller.accountId(), now, null, traceparent, body));
        }
        // With the account in it, nobody gets the answer to another account's request by guessing its key.
        String fingerprint = Ids.fingerprint(caller.accountId() + "|" + canonical);
        var idempotency = new Command.Idempotency(idempotencyKey, fingerprint);
        var command = new Command(paymentId, caller.accountId(), now, idempotency, traceparent, body);
        String operation = canonical.startsWith("cancel") ? "cancel" : "refund";
        return inFlight.once(
                String.join("|", operation, String.valueOf(caller.accountId()), paymentId),
                idempotency,
                () -> commands.ask(command));
    }
}
