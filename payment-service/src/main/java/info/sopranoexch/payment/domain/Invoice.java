package info.sopranoexch.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the provider holds for a payment, as far as we know.
 *
 * @param id the provider's, null until we know of one
 * @param url where the payer pays
 * @param status the last one reported
 * @param version the provider's version of what was last applied, 0 for none: older reports are dropped
 */
public record Invoice(
        @Nullable String id, @Nullable String url, @Nullable InvoiceStatus status, long version) {
    public static final Invoice NONE = new Invoice(null, null, null, 0);

    /** The provider has told that nothing more will come of it. */
    boolean isClosed() {
        return status != null && status.isClosed();
    }

    Invoice withStatus(InvoiceStatus other) {
        return new Invoice(id, url, other, version);
    }

    /** Takes over what the report says, keeping what it does not. */
    Invoice updatedBy(ProviderReport report) {
        Long reported = report.version();
        return new Invoice(
                report.invoiceId() == null ? id : report.invoiceId(),
                report.invoiceUrl() == null ? url : report.invoiceUrl(),
                report.status() == null ? status : report.status(),
                reported == null ? version : Math.max(version, reported));
    }

    /** Takes over where to find the invoice from a report that is too old for the rest. */
    Invoice locatedBy(ProviderReport report) {
        return new Invoice(
                id == null ? report.invoiceId() : id, url == null ? report.invoiceUrl() : url, status, version);
    }
}
