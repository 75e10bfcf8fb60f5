package info.sopranoexch.provider.events;

import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.secrets.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Derives the ids of events, so that consumers recognize repeated events. The id of a callback depends only on the
 * provider's event id. Any other id depends on the cause and the result: a command that is executed twice gives one id for
 * equal results and two ids for different results.
 */
final class ProviderEventIds {
    private static final int ID_BYTES = 16;

    private ProviderEventIds() {}

    static String ofCallback(String providerEventId) {
        return "pev_cb_" + digest(providerEventId);
    }

    static String of(String causeId, ProviderEventSource source, ProviderResult result) {
        return "pev_" + digest(causeId + "\n" + source + "\n" + result.outcome() + "\n" + details(result));
    }

    private static String details(ProviderResult result) {
        return result instanceof Reported(InvoiceReport invoice, ProviderRefundResult refund)
                ? invoice.invoiceId() + " " + invoice.status() + " " + invoice.version() + " "
                        + invoice.amounts().paidMinor() + " " + details(refund)
                : "";
    }

    private static String details(@Nullable ProviderRefundResult refund) {
        return refund == null
                ? "-"
                : refund.getStatus() + " " + refund.getProviderRefundId() + " " + refund.getAmountMinor();
    }

    private static String digest(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8), ID_BYTES);
    }
}
