package info.sopranoexch.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * The provider's invoice for a payment, as last reported.
 *
 * @param id the provider's id; null until it is known
 * @param url the provider's page on which the payer pays
 * @param version the provider's version of the last applied report, 0 for none; older reports are ignored
 */
public record Invoice(
        @Nullable String id, @Nullable String url, @Nullable InvoiceStatus status, long version) {
    public static final Invoice NONE = new Invoice(null, null, null, 0);

    /** Whether the provider reported a final status. */
    boolean isClosed() {
        return status != null && status.isClosed();
    }

    Invoice withStatus(InvoiceStatus other) {
        return new Invoice(id, url, other, version);
    }

    /** Updates the fields that the report contains. */
    Invoice updatedBy(ProviderReport report) {
        Long reported = report.version();
        return new Invoice(
                report.invoiceId() == null ? id : report.invoiceId(),
                report.invoiceUrl() == null ? url : report.invoiceUrl(),
                report.status() == null ? status : report.status(),
                reported == null ? version : Math.max(version, reported));
    }

    /** Fills in id and URL from a report that is too old to update the other fields. */
    Invoice locatedBy(ProviderReport report) {
        return new Invoice(
                id == null ? report.invoiceId() : id, url == null ? report.invoiceUrl() : url, status, version);
    }
}
