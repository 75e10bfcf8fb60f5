package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.Reply.Answered;
import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Garbled;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /v1/invoices?external_id=} answers {@code {"data":[...]}}. Only an empty list says that there is no invoice: a
 * 404 may come from anything between us and Paymoon, and a payment is not to be given up for it.
 */
final class InvoiceSearch {
    /** The status of a {@link Declined} that stands for an empty list. */
    static final int NONE = 0;

    private InvoiceSearch() {}

    /** The invoice as {@link Answered}; {@link Declined} with {@link #NONE} when there is none. */
    static Reply byExternalId(PaymoonHttp http, String paymentId) {
        Reply reply = http.get(InvoiceRequests.byExternalId(paymentId));
        return switch (reply) {
            case Answered(JsonNode body, byte[] raw) -> single(body.path("data"), raw);
            case Declined(int status, String code) ->
                new Silent("answered " + status + " " + code, Cause.HOPELESS, null);
            case Garbled _, Silent _ -> reply;
        };
    }

    private static Reply single(JsonNode data, byte[] raw) {
        if (!data.isArray()
                || data.size() > 1
                || (data.size() == 1 && !data.get(0).isObject())) {
            return new Garbled("data is not a list of one invoice or none", raw);
        }
        return data.isEmpty()
                ? new Declined(NONE, "none")
                : new Answered(data.get(0), data.get(0).toString().getBytes(StandardCharsets.UTF_8));
    }
}
