package info.sopranoexch.provider.events;

import info.sopranoexch.schemas.avro.ProviderStatus;
import org.jspecify.annotations.Nullable;

/**
 * State of an invoice, as the provider reports it.
 *
 * @param url address where the payer pays; null if the provider did not send it
 * @param version increases with each change at the provider; null if the provider did not send it
 */
public record InvoiceReport(
        String invoiceId,
        @Nullable String url,
        ProviderStatus status,
        @Nullable Long version,
        Amounts amounts) {

    /**
     * Amounts in minor units.
     *
     * @param paidMinor null if the provider did not send it
     * @param currency ISO 4217
     */
    public record Amounts(long requestedMinor, @Nullable Long paidMinor, String currency) {}
}
