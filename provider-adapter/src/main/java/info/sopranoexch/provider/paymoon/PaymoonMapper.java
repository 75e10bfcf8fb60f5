package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.answer.InvoiceReport;
import info.sopranoexch.provider.answer.InvoiceStatus;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.answer.RefundStatus;
import info.sopranoexch.provider.paymoon.PaymoonAmounts.Decimals;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Paymoon's words into ours: the one mapper for callbacks and answers. Fields that it does not know are let be. */
final class PaymoonMapper {
    private static final int MAX_ID = 200;
    private static final int MAX_URL = 2_048;
    /** What lies beyond is a fault, and past some year more than the milliseconds of a record can hold. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private PaymoonMapper() {}

    static InvoiceReport invoice(JsonNode body, Decimals decimals) throws UntranslatableException {
        String currency = PaymoonJson.text(body, "currency");
        int digits = decimals.of(currency);
        String paid = PaymoonJson.textOrNull(body, "paid_amount");
        return new InvoiceReport(
                id(body, "invoice_id"),
                url(body),
                status(PaymoonJson.text(body, "status")),
                PaymoonJson.ordinalOrNull(body, "version"),
                PaymoonAmounts.toMinor(PaymoonJson.text(body, "amount"), digits, "amount"),
                paid == null ? null : PaymoonAmounts.toMinor(paid, digits, "paid_amount"),
                currency);
    }

    /** The refund that the invoice or callback speaks of, null when it speaks of none. */
    static @Nullable RefundReport refund(JsonNode body, Decimals decimals) throws UntranslatableException {
        JsonNode refund = body.path("refund");
        if (refund.isMissingNode() || refund.isNull()) {
            return null;
        }
        if (!refund.isObject()) {
            throw new UntranslatableException("refund is not an object");
        }
        int digits = decimals.of(PaymoonJson.text(body, "currency"));
        return new RefundReport(
                idOrNull(refund, "external_refund_id"),
                idOrNull(refund, "refund_id"),
                PaymoonAmounts.toMinor(PaymoonJson.text(refund, "amount"), digits, "refund.amount"),
                refundStatus(PaymoonJson.text(refund, "status")));
    }

    static Instant occurredAt(JsonNode body) throws UntranslatableException {
        try {
            Instant time =
                    OffsetDateTime.parse(PaymoonJson.text(body, "occurred_at")).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw new UntranslatableException("occurred_at is not an RFC 3339 time from 2000 to 9999");
    }

    static InvoiceStatus status(String status) throws UntranslatableException {
        return switch (status) {
            case "created" -> InvoiceStatus.CREATED;
            case "processing" -> InvoiceStatus.PROCESSING;
            case "paid" -> InvoiceStatus.PAID;
            case "underpaid" -> InvoiceStatus.UNDERPAID;
            case "overpaid" -> InvoiceStatus.OVERPAID;
            case "failed" -> InvoiceStatus.FAILED;
            case "expired" -> InvoiceStatus.EXPIRED;
            case "cancelled" -> InvoiceStatus.CANCELLED;
            case "partially_refunded" -> InvoiceStatus.PARTIALLY_REFUNDED;
            case "refunded" -> InvoiceStatus.REFUNDED;
            default -> throw new UntranslatableException("status is not one that we know");
        };
    }

    private static RefundStatus refundStatus(String status) throws UntranslatableException {
        return switch (status) {
            case "pending" -> RefundStatus.PENDING;
            case "succeeded" -> RefundStatus.SUCCEEDED;
            case "failed" -> RefundStatus.FAILED;
            default -> throw new UntranslatableException("refund.status is not one that we know");
        };
    }

    private static String id(JsonNode body, String field) throws UntranslatableException {
        String id = idOrNull(body, field);
        if (id == null || id.isEmpty()) {
            throw new UntranslatableException(field + " is missing");
        }
        return id;
    }

    private static @Nullable String idOrNull(JsonNode body, String field) throws UntranslatableException {
        String id = PaymoonJson.textOrNull(body, field);
        if (id == null) {
            return null;
        }
        if (id.length() > MAX_ID) {
            throw new UntranslatableException(field + " is longer than " + MAX_ID);
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            // PostgreSQL keeps no NUL, and no log line should break in two.
            throw new UntranslatableException(field + " has control characters");
        }
        return id;
    }

    private static @Nullable String url(JsonNode body) throws UntranslatableException {
        String url = PaymoonJson.textOrNull(body, "payment_url");
        if (url == null) {
            return null;
        }
        // A payer's browser will be sent there: nothing but a plain web address.
        try {
            URI uri = URI.create(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (url.length() <= MAX_URL && web && uri.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new UntranslatableException("payment_url is not a web address");
    }
}
