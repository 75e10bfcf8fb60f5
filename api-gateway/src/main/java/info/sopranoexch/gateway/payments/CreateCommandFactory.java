package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.commands.CommandRequest;
import info.sopranoexch.gateway.directory.MerchantEntry;
import info.sopranoexch.gateway.merchants.MerchantFinder;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.starter.secrets.Sha256;
import info.sopranoexch.starter.validation.AmountRule;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a create request against the rules of its merchant, and makes its command. */
@Component
class CreateCommandFactory {
    private final MerchantFinder merchants;
    private final PaymentReader payments;
    private final PaymentIds ids;
    private final PaymentProperties properties;
    private final InstantSource clock;

    CreateCommandFactory(
            MerchantFinder merchants,
            PaymentReader payments,
            PaymentIds ids,
            PaymentProperties properties,
            InstantSource clock) {
        this.merchants = merchants;
        this.payments = payments;
        this.ids = ids;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 400, 404 or 503 */
    CommandRequest command(
            Caller caller, CreatePaymentRequest request, @Nullable String idempotencyKey, String traceparent) {
        MerchantEntry merchant = merchants.find(request.merchantId(), caller.accountId());
        Instant now = clock.instant();
        CreatePayment body = body(request, merchant, now);
        FieldError violation = violation(body, merchant);
        if (idempotencyKey == null) {
            if (violation != null) {
                throw new InvalidFieldsException(violation);
            }
            String paymentId = PaymentIds.newPaymentId(now.toEpochMilli());
            return new CommandRequest(paymentId, caller.accountId(), now, null, traceparent, body);
        }
        String paymentId = paymentId(caller, idempotencyKey);
        // A replay gets the first response again, even if the rules of the merchant have changed since.
        if (violation != null && !payments.exists(paymentId, caller)) {
            throw new InvalidFieldsException(violation);
        }
        var idempotency = new Idempotency(idempotencyKey, Sha256.hex(request.canonical()));
        return new CommandRequest(paymentId, caller.accountId(), now, idempotency, traceparent, body);
    }

    /** Returns the id of the payment of the key. If the secret has changed, an existing payment keeps its id. */
    private String paymentId(Caller caller, String idempotencyKey) {
        for (String former : ids.deriveFormerPaymentIds(caller.accountId(), idempotencyKey)) {
            if (payments.exists(former, caller)) {
                return former;
            }
        }
        return ids.derivePaymentId(caller.accountId(), idempotencyKey);
    }

    private CreatePayment body(CreatePaymentRequest request, MerchantEntry merchant, Instant now) {
        String currency = request.currency() == null ? merchant.defaultCurrency() : request.currency();
        FieldError violation = AmountRule.violation("amount", request.amount(), currency);
        if (violation != null) {
            throw new InvalidFieldsException(violation);
        }
        long expiresIn = request.expiresIn() == null ? properties.expiresIn().toSeconds() : request.expiresIn();
        return new CreatePayment(
                merchant.merchantId(),
                AmountRule.toMinor(request.amount(), currency),
                currency,
                request.description(),
                request.orderId(),
                request.metadata(),
                request.returnUrl(),
                now.plusSeconds(expiresIn),
                properties.sandbox());
    }

    /** @return the rule of the merchant that the payment violates; null if there is none */
    private static @Nullable FieldError violation(CreatePayment payment, MerchantEntry merchant) {
        String returnUrl = payment.getReturnUrl();
        if (returnUrl != null
                && !returnUrl.startsWith("https://")
                && !merchant.returnUrls().contains(returnUrl)) {
            return new FieldError(
                    "return_url",
                    "return_url_not_allowed",
                    "return_url must be an https URL or one of the merchant's return_urls.");
        }
        Long maxMinor = merchant.maxMinor(payment.getCurrency());
        return maxMinor != null && payment.getAmountMinor() > maxMinor
                ? FieldErrors.amountTooLarge("amount", AmountRule.format(maxMinor, payment.getCurrency()))
                : null;
    }
}
