package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fixtures: payments in each state, and provider reports. */
final class Payments {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant END = START.plus(Duration.ofHours(1));
    static final Instant AFTER_END = END.plusSeconds(1);
    static final long AMOUNT = 100_000;

    private Payments() {}

    static Payment pending() {
        return Payment.created(PaymentDetailsBuilder.builder()
                .paymentId("pay_1")
                .id(1)
                .accountId(7)
                .merchantId(3)
                .amount(new Money(AMOUNT, "RUB"))
                .metadata(Map.of())
                .createdAt(START)
                .expiresAt(END)
                .build());
    }

    static Payment withInvoice() {
        return after(pending(), report(InvoiceStatus.CREATED, 1));
    }

    static Payment success() {
        return after(withInvoice(), paid(AMOUNT, 2));
    }

    static Payment expired() {
        return after(withInvoice(), answer(InvoiceStatus.CREATED, 1, AFTER_END), AFTER_END);
    }

    static Payment in(PaymentStatus status) {
        return switch (status) {
            case PENDING -> withInvoice();
            case PROCESSING -> after(withInvoice(), report(InvoiceStatus.PROCESSING, 2));
            case SUCCESS -> success();
            case FAILED -> after(withInvoice(), report(InvoiceStatus.FAILED, 2));
            case EXPIRED -> expired();
            case CANCELLED -> after(withInvoice(), report(InvoiceStatus.CANCELLED, 2));
            case PARTIALLY_REFUNDED -> refunded(success(), "rfd_1", 40_000, 3);
            case REFUNDED -> refunded(success(), "rfd_1", AMOUNT, 3);
        };
    }

    static Payment refunded(Payment payment, String refundId, long amount, long version) {
        Payment asked = payment(RefundRule.decide(payment, refundId, amount, START));
        return after(asked, refund(refundId, amount, Refund.Status.SUCCEEDED, version));
    }

    static ProviderReport report(InvoiceStatus status, long version) {
        return report(ProviderReport.Source.CALLBACK, status, version, null, null, START);
    }

    static ProviderReport answer(InvoiceStatus status, long version, Instant at) {
        return report(ProviderReport.Source.QUERY_INVOICE, status, version, null, null, at);
    }

    static ProviderReport paid(long paid, long version) {
        InvoiceStatus status =
                paid < AMOUNT ? InvoiceStatus.UNDERPAID : paid > AMOUNT ? InvoiceStatus.OVERPAID : InvoiceStatus.PAID;
        return report(ProviderReport.Source.CALLBACK, status, version, paid, null, START);
    }

    /** A report of an end with a partial payment. */
    static ProviderReport ended(InvoiceStatus status, long paid, long version) {
        return report(ProviderReport.Source.CALLBACK, status, version, paid, null, START);
    }

    static ProviderReport refund(String refundId, long amount, Refund.Status status, long version) {
        return report(
                ProviderReport.Source.CALLBACK,
                InvoiceStatus.PARTIALLY_REFUNDED,
                version,
                AMOUNT,
                new ProviderReport.RefundReport(refundId, "prf_" + refundId, amount, status),
                START);
    }

    /** A callback about a refund. */
    static ProviderReport refund(ProviderReport.RefundReport refund, long version) {
        return report(ProviderReport.Source.CALLBACK, InvoiceStatus.PARTIALLY_REFUNDED, version, AMOUNT, refund, START);
    }

    static ProviderReport said(ProviderReport.Source source, ProviderReport.Kind kind, Instant at) {
        return ProviderReportBuilder.builder()
                .eventId("pev")
                .source(source)
                .kind(kind)
                .occurredAt(at)
                .build();
    }

    private static ProviderReport report(
            ProviderReport.Source source,
            InvoiceStatus status,
            long version,
            @Nullable Long paid,
            ProviderReport.@Nullable RefundReport refund,
            Instant at) {
        return ProviderReportBuilder.builder()
                .eventId("pev_" + version)
                .source(source)
                .kind(ProviderReport.Kind.REPORTED)
                .invoiceId("inv_1")
                .invoiceUrl("https://paymoon.example/i/1")
                .status(status)
                .version(version)
                .amountMinor(AMOUNT)
                .paidMinor(paid)
                .currency("RUB")
                .refund(refund)
                .occurredAt(at)
                .build();
    }

    static Decision apply(Payment payment, ProviderReport report, LateSuccessPolicy policy, Instant now) {
        return ProviderReportRule.decide(payment, report, policy, now);
    }

    static Payment after(Payment payment, ProviderReport report) {
        return after(payment, report, START);
    }

    static Payment after(Payment payment, ProviderReport report, Instant now) {
        return payment(apply(payment, report, LateSuccessPolicy.ACCEPT, now));
    }

    static Payment payment(Decision decision) {
        return ((Decision.Applied) decision).payment();
    }
}
