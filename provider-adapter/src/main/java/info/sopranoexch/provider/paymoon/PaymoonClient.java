package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.events.ProviderResult;
import info.sopranoexch.provider.events.ProviderResult.NotFound;
import info.sopranoexch.provider.events.ProviderResult.RateLimited;
import info.sopranoexch.provider.events.ProviderResult.Refused;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Unknown;
import info.sopranoexch.provider.events.ProviderResult.Untranslatable;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Cause;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Declined;
import info.sopranoexch.provider.paymoon.PaymoonResponse.MalformedResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Success;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.api.PublicUrlProperties;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Paymoon's operations on invoices. Each method returns before about the total deadline of calls, or twice that if it has to
 * query the invoice first. No method throws for a failure of Paymoon.
 */
@Component
public class PaymoonClient {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final String INVOICES = "v1/invoices";

    /** Response to a query without a match. */
    private static final Declined NO_INVOICE = new Declined(NOT_FOUND, Declined.INVOICE_NOT_FOUND);

    private final PaymoonHttpClient http;
    private final PaymoonRetry retry;
    private final PublicUrlProperties publicUrl;
    private final URI callbackUrl;

    PaymoonClient(PaymoonHttpClient http, PaymoonProperties properties, PublicUrlProperties publicUrl) {
        this.http = http;
        this.retry = new PaymoonRetry(properties.calls());
        this.publicUrl = publicUrl;
        this.callbackUrl = properties.callbackUrl() == null
                ? URI.create(publicUrl.at("/api/v1/webhook/paymoon"))
                : properties.callbackUrl();
    }

    /**
     * Creates the invoice unless it exists. If a create brings no response, the next attempt first queries the invoice.
     *
     * @param mayExist whether an earlier request may have created it; then the first attempt queries too
     */
    public ProviderResult createInvoice(Payment payment, boolean mayExist) {
        var uncertain = new AtomicBoolean(mayExist);
        PaymoonResponse response = retry.call(() -> {
            if (uncertain.get()) {
                PaymoonResponse found = search(payment);
                if (found != NO_INVOICE) {
                    return found;
                }
            }
            PaymoonResponse created = http.post(INVOICES, createBody(payment), payment.getPaymentId());
            uncertain.set(created instanceof NoResponse failure && failure.isOutage());
            return created;
        });
        return switch (response) {
            case Declined declined
            when declined.status() == CONFLICT -> queryAfterConflict("create", payment, declined);
            case Declined declined
            when declined.status() == NOT_FOUND ->
                new Unknown("create: status 404 " + declined.code() + ", check the address of Paymoon");
            default -> result("create", payment, response);
        };
    }

    /**
     * Queries the invoice by payment id. After 429 nothing is sent until the pause that Paymoon asked for is over: the payment
     * service repeats its scheduled queries, and calls that move money come first.
     */
    public ProviderResult queryInvoice(Payment payment) {
        Duration pause = http.remainingPause();
        return pause.isPositive()
                ? new RateLimited("query: not called after status 429", pause)
                : query(payment, NoResponse::isOutage);
    }

    private ProviderResult query(Payment payment, Predicate<NoResponse> retryable) {
        PaymoonResponse response = retry.call(() -> search(payment), retryable);
        return response == NO_INVOICE
                ? new NotFound("no invoice with this external_id")
                : result("query", payment, response);
    }

    /** Cancels the invoice, or reports its state if it cannot be cancelled. */
    public ProviderResult cancelInvoice(Payment payment) {
        return withInvoiceId(payment, invoiceId -> {
            PaymoonResponse response = post(invoiceId, "/cancel", Map.of(), null);
            return switch (response) {
                case Declined declined
                when declined.status() == CONFLICT -> queryAfterConflict("cancel", payment, declined);
                case Declined declined
                when declined.equals(NO_INVOICE) -> new NotFound("cancel: 404 " + declined.code());
                default -> result("cancel", payment, response);
            };
        });
    }

    /**
     * Refunds once per refund id; a repeated request reports the state of the same refund. {@link Refused} means that no
     * money was or will be refunded. Every doubtful response is {@link Unknown}.
     */
    public ProviderResult refundInvoice(Payment payment, ProviderRefund refund) {
        return withInvoiceId(payment, invoiceId -> {
            var body = new PaymoonMessages.CreateRefund(
                    refund.getRefundId(),
                    PaymoonAmounts.toDecimal(refund.getAmountMinor(), payment.getCurrencyDecimals()));
            PaymoonResponse response = post(invoiceId, "/refunds", body, refund.getRefundId());
            ProviderResult result = result("refund", payment, response);
            return response instanceof Success success ? checkRefundId(refund, result, success) : result;
        });
    }

    private PaymoonResponse post(String invoiceId, String action, Object body, @Nullable String idempotencyKey) {
        return retry.call(() -> http.post(INVOICES + "/" + encode(invoiceId) + action, body, idempotencyKey));
    }

    /**
     * Searches by external id. Only an empty list means that there is no invoice: a 404 may come from a proxy, and it must
     * not end a payment.
     */
    private PaymoonResponse search(Payment payment) {
        PaymoonResponse response = http.get(INVOICES + "?external_id=" + encode(payment.getPaymentId()));
        return switch (response) {
            case Success(JsonNode body, byte[] raw) -> single(body.path("data"), raw);
            case Declined(int status, String code) ->
                new NoResponse("status " + status + " " + code, Cause.NON_RETRYABLE, null);
            case MalformedResponse _, NoResponse _ -> response;
        };
    }

    private static PaymoonResponse single(JsonNode data, byte[] raw) {
        if (data.isArray() && data.isEmpty()) {
            return NO_INVOICE;
        }
        if (!data.isArray() || data.size() > 1 || !data.get(0).isObject()) {
            return new MalformedResponse("data is not a list of at most one invoice", raw);
        }
        return new Success(data.get(0), data.get(0).toString().getBytes(StandardCharsets.UTF_8));
    }

    private PaymoonMessages.CreateInvoice createBody(Payment payment) {
        return new PaymoonMessages.CreateInvoice(
                payment.getPaymentId(),
                PaymoonAmounts.toDecimal(payment.getAmountMinor(), payment.getCurrencyDecimals()),
                payment.getCurrency(),
                payment.getDescription(),
                callbackUrl,
                // The payer's page recognizes a payer who returns from Paymoon and may have paid.
                URI.create(publicUrl.paymentUrl(payment.getPaymentId()) + "?returned=1"),
                payment.getExpiresAt());
    }

    private ProviderResult withInvoiceId(Payment payment, Function<String, ProviderResult> action) {
        if (payment.getProviderInvoiceId() != null) {
            return action.apply(payment.getProviderInvoiceId());
        }
        ProviderResult found = query(payment, NoResponse::isRetryable);
        return found instanceof Reported reported
                ? action.apply(reported.invoice().invoiceId())
                : found;
    }

    private ProviderResult queryAfterConflict(String call, Payment payment, Declined declined) {
        ProviderResult found = query(payment, NoResponse::isRetryable);
        return found instanceof NotFound ? new Unknown(call + ": 409 " + declined.code()) : found;
    }

    private static ProviderResult result(String call, Payment payment, PaymoonResponse response) {
        return switch (response) {
            case Success(JsonNode body, byte[] raw) -> translate(call, payment, body, raw);
            case MalformedResponse(String reason, byte[] raw) -> new Untranslatable(call + ": " + reason, raw);
            case NoResponse(String reason, Cause cause, var retryAfter)
            when cause == Cause.RATE_LIMITED ->
                new RateLimited(call + ": " + reason, retryAfter == null ? Duration.ZERO : retryAfter);
            case NoResponse failure -> new Unknown(call + ": " + failure.reason());
            case Declined declined -> {
                String detail = call + ": " + declined.status() + " " + declined.code();
                yield declined.isFinal() ? new Refused(detail) : new Unknown(detail);
            }
        };
    }

    private static ProviderResult translate(String call, Payment payment, JsonNode body, byte[] raw) {
        try {
            var invoice = PaymoonJson.convert(body, PaymoonMessages.Invoice.class);
            if (!payment.getPaymentId().equals(invoice.externalId())) {
                throw new UntranslatableException("external_id belongs to another payment");
            }
            return PaymoonMapper.report(invoice, PaymoonAmounts.of(payment));
        } catch (UntranslatableException e) {
            return new Untranslatable(call + ": " + e.getMessage(), raw);
        }
    }

    /** A response without a refund id concerns the requested refund. A response with another id is untranslatable. */
    private static ProviderResult checkRefundId(ProviderRefund requested, ProviderResult result, Success response) {
        if (!(result instanceof Reported reported) || reported.refund() == null) {
            return result;
        }
        ProviderRefundResult refund = reported.refund();
        if (refund.getRefundId() == null) {
            return new Reported(
                    reported.invoice(),
                    ProviderRefundResult.newBuilder(refund)
                            .setRefundId(requested.getRefundId())
                            .build());
        }
        return refund.getRefundId().equals(requested.getRefundId())
                ? result
                : new Untranslatable("refund: external_refund_id belongs to another refund", response.raw());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
