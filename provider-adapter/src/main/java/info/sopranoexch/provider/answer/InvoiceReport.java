package info.sopranoexch.provider.answer;

import org.jspecify.annotations.Nullable;

/**
 * An invoice as the provider describes it.
 *
 * @param url where the payer pays; null when it was not said
 * @param version rises with each change at the provider; null when it was not said
 * @param amountMinor what was asked, minor units of {@code currency}
 * @param paidMinor what was paid, minor units of {@code currency}; null when it was not said
 * @param currency ISO 4217
 */
public record InvoiceReport(
        String invoiceId,
        @Nullable String url,
        InvoiceStatus status,
        @Nullable Long version,
        long amountMinor,
        @Nullable Long paidMinor,
        String currency) {}
