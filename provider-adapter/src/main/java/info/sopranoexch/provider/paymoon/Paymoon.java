package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.answer.InvoiceReport;
import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.provider.answer.ProviderAnswer.NotFound;
import info.sopranoexch.provider.answer.ProviderAnswer.Refused;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Unknown;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.paymoon.PaymoonAmounts.Decimals;
import info.sopranoexch.provider.paymoon.Reply.Answered;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Garbled;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What can be asked of Paymoon. Every method returns within about the budget and one call's deadline, or twice that when it has to
 * look the invoice up first; none throws for what Paymoon does.
 */
@Component
public class Paymoon {
    private static final int GONE = 404;
    private static final int CONFLICT = 409;

    private final PaymoonHttp http;
    private final InvoiceRequests requests;
    private final PaymoonRetry retry;

    Paymoon(PaymoonHttp http, InvoiceRequests requests, PaymoonProperties properties) {
        this.http = http;
        this.requests = requests;
        this.retry = new PaymoonRetry(properties);
    }

    /**
     * Creates the invoice or finds the one that is there. After a create that brought no answer, Paymoon is asked for the
     * invoice before another create is tried.
     *
     * @param triedBefore whether an earlier create may have gone through: then it is asked first
     */
    public ProviderAnswer ensure(InvoiceOrder order, boolean triedBefore) {
        var creation = new InvoiceCreation(http, requests, order, triedBefore);
        return switch (retry.call(creation::attempt)) {
            case Declined(int status, String code)
            when status == CONFLICT -> or(query(order), new Unknown("create: 409 " + code));
            case Declined(int status, String code)
            when status == GONE -> new Unknown("create: answered 404 " + code + ", is the address right?");
            case Reply reply -> answer("create", order, reply);
        };
    }

    /** Asks for the invoice by our payment id. */
    public ProviderAnswer query(InvoiceOrder order) {
        Reply reply = retry.call(() -> InvoiceSearch.byExternalId(http, order.paymentId()));
        return reply instanceof Declined(int status, String code)
                ? declinedSearch(status, code)
                : answer("query", order, reply);
    }

    /** Cancels the invoice, or reports what stands in the way, such as that it is paid. */
    public ProviderAnswer cancel(InvoiceOrder order) {
        return withInvoice(order, invoiceId -> switch (retry.call(
                () -> http.post(InvoiceRequests.cancel(invoiceId), PaymoonJson.newObject(), null))) {
            case Declined(int status, String code)
            when status == CONFLICT -> or(query(order), new Unknown("cancel: 409 " + code));
            case Declined(int status, String code)
            when status == GONE && code.equals(Refusals.NO_INVOICE) -> new NotFound("cancel: 404 " + code);
            case Reply reply -> answer("cancel", order, reply);
        });
    }

    /**
     * Refunds once per refund id; asked again it reports the state of the same refund. Refused means that no money went and
     * none will: all that leaves that open is unknown.
     */
    public ProviderAnswer refund(InvoiceOrder order, RefundOrder refund) {
        return withInvoice(order, invoiceId -> {
            JsonNode body = InvoiceRequests.refundBody(order, refund);
            Reply reply = retry.call(() -> http.post(InvoiceRequests.refunds(invoiceId), body, refund.refundId()));
            ProviderAnswer answer = answer("refund", order, reply);
            return reply instanceof Answered(JsonNode _, byte[] raw) ? about(refund, answer, raw) : answer;
        });
    }

    /** An answer that names no refund of ours is about the one that was asked for; what names another one is no answer. */
    private static ProviderAnswer about(RefundOrder asked, ProviderAnswer answer, byte[] raw) {
        if (!(answer instanceof Reported(InvoiceReport invoice, RefundReport told)) || told == null) {
            return answer;
        }
        if (told.refundId() == null) {
            return new Reported(
                    invoice,
                    new RefundReport(asked.refundId(), told.providerRefundId(), told.amountMinor(), told.status()));
        }
        return told.refundId().equals(asked.refundId())
                ? answer
                : new Untranslatable("refund: external_refund_id is another refund's", raw);
    }

    private ProviderAnswer withInvoice(InvoiceOrder order, Function<String, ProviderAnswer> action) {
        if (order.invoiceId() != null) {
            return action.apply(order.invoiceId());
        }
        ProviderAnswer found = query(order);
        return found instanceof Reported(InvoiceReport invoice, RefundReport _)
                ? action.apply(invoice.invoiceId())
                : found;
    }

    private static ProviderAnswer or(ProviderAnswer answer, ProviderAnswer whenNotFound) {
        return answer instanceof NotFound ? whenNotFound : answer;
    }

    private static ProviderAnswer declinedSearch(int status, String code) {
        return status == InvoiceSearch.NONE
                ? new NotFound("no invoice with this external_id")
                : new Unknown("query: answered " + status + " " + code);
    }

    private static ProviderAnswer answer(String call, InvoiceOrder order, Reply reply) {
        return switch (reply) {
            case Answered(JsonNode body, byte[] raw) -> translate(call, order, body, raw);
            case Garbled(String why, byte[] raw) -> new Untranslatable(call + ": " + why, raw);
            case Declined declined -> declined(call, declined);
            case Silent silent -> new Unknown(call + ": " + silent.why());
        };
    }

    private static ProviderAnswer declined(String call, Declined declined) {
        String detail = call + ": " + declined.status() + " " + declined.code();
        return Refusals.isFinal(declined) ? new Refused(detail) : new Unknown(detail);
    }

    private static ProviderAnswer translate(String call, InvoiceOrder order, JsonNode body, byte[] raw) {
        Decimals decimals = PaymoonAmounts.of(order);
        try {
            if (!PaymoonJson.text(body, "external_id").equals(order.paymentId())) {
                throw new UntranslatableException("external_id is another payment's");
            }
            InvoiceReport invoice = PaymoonMapper.invoice(body, decimals);
            @Nullable RefundReport refund = PaymoonMapper.refund(body, decimals);
            return new Reported(invoice, refund);
        } catch (UntranslatableException e) {
            return new Untranslatable(call + ": " + e.getMessage(), raw);
        }
    }
}
