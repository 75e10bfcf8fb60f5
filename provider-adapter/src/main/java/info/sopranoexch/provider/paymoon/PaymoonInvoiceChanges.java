package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.InvoiceChanges.Change;
import info.sopranoexch.provider.paymoon.InvoiceChanges.Listed;
import info.sopranoexch.provider.paymoon.InvoiceChanges.NotOffered;
import info.sopranoexch.provider.paymoon.InvoiceChanges.Unavailable;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Declined;
import info.sopranoexch.provider.paymoon.PaymoonResponse.MalformedResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Success;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Lists changed invoices, if Paymoon offers the list. An error code in the response means that it does not, for example
 * because it does not know the parameter. A call has no retry, because the payment service soon calls again.
 */
@Component
public class PaymoonInvoiceChanges {
    private static final Logger log = LoggerFactory.getLogger(PaymoonInvoiceChanges.class);

    private final PaymoonHttpClient http;

    PaymoonInvoiceChanges(PaymoonHttpClient http) {
        this.http = http;
    }

    /**
     * Lists changes after a position.
     *
     * @param after empty for the start of the list
     */
    public InvoiceChanges list(String after, int limit) {
        Duration pause = http.remainingPause();
        if (pause.isPositive()) {
            return new Unavailable("not called after status 429", pause);
        }
        String cursor = URLEncoder.encode(after, StandardCharsets.UTF_8);
        return switch (http.get("v1/invoices?updated_after=" + cursor + "&limit=" + limit)) {
            case Success(JsonNode body, byte[] _) -> listed(body);
            case Declined _ -> new NotOffered();
            case MalformedResponse(String reason, byte[] _) -> new Unavailable(reason, Duration.ZERO);
            case NoResponse(String reason, var _, Duration retryAfter) ->
                new Unavailable(reason, retryAfter == null ? Duration.ZERO : retryAfter);
        };
    }

    private static InvoiceChanges listed(JsonNode body) {
        String next = body.path("next_cursor").stringValue("");
        if (!body.path("data").isArray() || next.isEmpty()) {
            return new Unavailable("data or next_cursor is missing", Duration.ZERO);
        }
        List<Change> changes = new ArrayList<>();
        for (JsonNode invoice : body.path("data")) {
            String paymentId = invoice.path("external_id").stringValue("");
            long version = invoice.path("version").longValue(0);
            if (paymentId.isEmpty() || version < 1) {
                // Skipped, so that the list continues. The query after the end of the invoice finds the change.
                log.error("a listed invoice has no external_id or no version");
            } else {
                changes.add(new Change(paymentId, version));
            }
        }
        return new Listed(changes, next);
    }
}
