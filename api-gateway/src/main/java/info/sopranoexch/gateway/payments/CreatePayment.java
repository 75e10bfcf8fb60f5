package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.commands.Command;
import info.sopranoexch.gateway.commands.Ids;
import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.commands.PaymentCommands;
import info.sopranoexch.gateway.directory.MerchantEntry;
import info.sopranoexch.gateway.merchants.FindMerchant;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for a new payment. */
@Component
class CreatePayment {
    private final FindMerchant merchants;
    private final PaymentCommands commands;
    private final InFlight inFlight;
    private final KeyedPaymentIds keyedIds;
    private final PaymentSettings settings;
    private final InstantSource clock;

    /** @param paymentId given by us, known whatever the outcome */
    record Created(String paymentId, Command.Create asked, Outcome outcome) {}

    CreatePayment(
            FindMerchant merchants,
            PaymentCommands commands,
            InFlight inFlight,
            KeyedPaymentIds keyedIds,
            PaymentSettings settings,
            InstantSource clock) {
        this.merchants = merchants;
        this.commands = commands;
        this.inFlight = inFlight;
        this.keyedIds = keyedIds;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400, 404, 409, 422 or 503 */
    Created create(Caller caller, CreateRequest request, @Nullable String idempotencyKey, String traceparent) {
        MerchantEntry merchant = merchants.find(request.merchantId(), caller.accountId());
        Instant now = clock.instant();
        Command.Create body = body(request, merchant, now);
        Problem refusal = refusal(body, merchant);
        if (idempotencyKey == null) {
            if (refusal != null) {
                throw refusal.asException();
            }
            return ask(
                    new Command(Ids.payment(now.toEpochMilli()), caller.accountId(), now, null, traceparent, body),
                    body);
        }
        String paymentId = keyedIds.of(caller, idempotencyKey);
        if (refusal != null && !keyedIds.isTaken(paymentId, caller)) {
            // What was taken before the merchant's rules changed gets its first answer again, whatever the rules are
            // now.
            throw refusal.asException();
        }
        var idempotency = new Command.Idempotency(idempotencyKey, Ids.fingerprint(request.canonical()));
        return inFlight.once(
                paymentId,
                idempotency,
                () -> ask(new Command(paymentId, caller.accountId(), now, idempotency, traceparent, body), body));
    }

    private Created ask(Command command, Command.Create asked) {
        return new Created(command.paymentId(), asked, commands.ask(command));
    }

    private Command.Create body(CreateRequest request, MerchantEntry merchant, Instant now) {
        String currency = request.currency() == null ? merchant.defaultCurrency() : request.currency();
        long expiresIn = request.expiresIn() == null ? settings.expiresIn().toSeconds() : request.expiresIn();
        return new Command.Create(
                merchant.merchantId(),
                minor(request, currency),
                currency,
                request.description(),
                request.orderId(),
                request.metadata(),
                request.returnUrl(),
                now.plusSeconds(expiresIn),
                settings.sandbox());
    }

    private static long minor(CreateRequest request, String currency) {
        int decimals = Currencies.decimals(currency)
                .orElseThrow(() -> new IllegalStateException("a merchant with the currency " + currency));
        return switch (Amounts.toMinor(request.amount(), decimals)) {
            case AmountResult.Minor(long units) -> units;
            case AmountResult.Refused refused -> throw new InvalidFieldsException(refused.error("amount", currency));
            case AmountResult.Decimal _ -> throw new IllegalStateException("toMinor gives minor units");
        };
    }

    /** What the merchant's own rules say against it; null when nothing. */
    private static @Nullable Problem refusal(Command.Create body, MerchantEntry merchant) {
        String returnUrl = body.returnUrl();
        if (returnUrl != null && !ReturnUrls.allowed(returnUrl, merchant.returnUrls())) {
            return Problem.invalid(
                    "return_url",
                    "return_url_not_allowed",
                    "return_url must be an https URL or one of the merchant's return_urls.");
        }
        Long cap = merchant.capMinor(body.currency());
        return cap != null && body.amountMinor() > cap
                ? Problem.invalid(FieldErrors.amountTooLarge("amount", Amounts.text(cap, body.currency())))
                : null;
    }
}
