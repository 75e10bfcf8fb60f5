package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.events.InvoiceReport;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.paymoon.PaymoonAmounts.Decimals;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Translates Paymoon's invoices, of callbacks and responses. */
final class PaymoonMapper {
    private static final int MAX_ID = 200;
    private static final int MAX_URL = 2_048;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private PaymoonMapper() {}

    static Reported report(PaymoonMessages.Invoice invoice, Decimals decimals) throws UntranslatableException {
        String currency = PaymoonJson.required(invoice.currency(), "currency");
        int scale = decimals.of(currency);
        Long version = invoice.version();
        if (version != null && version < 1) {
            throw new UntranslatableException("version is less than 1");
        }
        String paid = invoice.paidAmount();
        var report = new InvoiceReport(
                PaymoonJson.required(id(invoice.invoiceId(), "invoice_id"), "invoice_id"),
                url(invoice.paymentUrl()),
                symbol(ProviderStatus.class, ProviderStatus.unrecognized, invoice.status(), "status"),
                version,
                new InvoiceReport.Amounts(
                        PaymoonAmounts.toMinor(PaymoonJson.required(invoice.amount(), "amount"), scale, "amount"),
                        paid == null ? null : PaymoonAmounts.toMinor(paid, scale, "paid_amount"),
                        currency));
        return new Reported(report, refund(invoice.refund(), scale));
    }

    private static @Nullable ProviderRefundResult refund(PaymoonMessages.@Nullable Refund refund, int scale)
            throws UntranslatableException {
        return refund == null
                ? null
                : ProviderRefundResult.newBuilder()
                        .setRefundId(id(refund.externalRefundId(), "external_refund_id"))
                        .setProviderRefundId(id(refund.refundId(), "refund_id"))
                        .setAmountMinor(PaymoonAmounts.toMinor(
                                PaymoonJson.required(refund.amount(), "refund.amount"), scale, "refund.amount"))
                        .setStatus(symbol(
                                ProviderRefundStatus.class,
                                ProviderRefundStatus.unrecognized,
                                refund.status(),
                                "refund.status"))
                        .build();
    }

    static Instant occurredAt(PaymoonMessages.Invoice invoice) throws UntranslatableException {
        try {
            Instant time = OffsetDateTime.parse(PaymoonJson.required(invoice.occurredAt(), "occurred_at"))
                    .toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException _) {
            // Reported below.
        }
        throw new UntranslatableException("occurred_at is not an RFC 3339 time from 2000 to 9999");
    }

    /** Paymoon and the topic use the same names, except for the default symbol of the topic. */
    private static <E extends Enum<E>> E symbol(Class<E> type, E unrecognized, @Nullable String name, String field)
            throws UntranslatableException {
        try {
            E known = Enum.valueOf(type, PaymoonJson.required(name, field));
            if (known != unrecognized) {
                return known;
            }
        } catch (IllegalArgumentException _) {
            // Reported below.
        }
        throw new UntranslatableException(field + " is unknown");
    }

    /** Rejects control characters: PostgreSQL cannot store NUL, and a log line must not break. */
    private static @Nullable String id(@Nullable String id, String field) throws UntranslatableException {
        if (id != null && id.length() > MAX_ID) {
            throw new UntranslatableException(field + " is longer than " + MAX_ID);
        }
        if (id != null && id.chars().anyMatch(Character::isISOControl)) {
            throw new UntranslatableException(field + " has control characters");
        }
        return id;
    }

    /** Accepts only http and https: a payer's browser is sent to this address. */
    private static @Nullable String url(@Nullable String url) throws UntranslatableException {
        if (url == null) {
            return null;
        }
        try {
            URI uri = URI.create(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (url.length() <= MAX_URL && web && uri.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Reported below.
        }
        throw new UntranslatableException("payment_url is not a web address");
    }
}
