package info.sopranoexch.payment.testing;

import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.time.Instant;
import java.util.UUID;

/** Builds provider events as the provider-adapter writes them. */
public final class ProviderEvents {
    private ProviderEvents() {}

    public static ProviderEvent.Builder said(String paymentId, ProviderEventSource source, ProviderOutcome outcome) {
        Instant now = Instant.parse("2026-01-01T00:00:10Z");
        return ProviderEvent.newBuilder()
                .setEventId("pev_" + UUID.randomUUID())
                .setPaymentId(paymentId)
                .setProvider("paymoon")
                .setSource(source)
                .setOutcome(outcome)
                .setOccurredAt(now)
                .setReceivedAt(now);
    }

    public static ProviderEvent.Builder callback(String paymentId, ProviderStatus status, long version) {
        return said(paymentId, ProviderEventSource.callback, ProviderOutcome.reported)
                .setInvoiceId("inv_" + paymentId)
                .setInvoiceUrl("https://paymoon.example/i/" + paymentId)
                .setStatus(status)
                .setProviderVersion(version)
                .setAmountMinor(100_000L)
                .setCurrency("RUB");
    }

    public static ProviderEvent created(String paymentId) {
        return ProviderEvent.newBuilder(
                        callback(paymentId, ProviderStatus.created, 1).build())
                .setSource(ProviderEventSource.ensure_invoice)
                .build();
    }

    public static ProviderEvent paid(String paymentId) {
        return callback(paymentId, ProviderStatus.paid, 2)
                .setPaidMinor(100_000L)
                .build();
    }

    public static ProviderEvent refunded(String paymentId, String refundId, long amountMinor, long version) {
        return callback(paymentId, ProviderStatus.partially_refunded, version)
                .setPaidMinor(100_000L)
                .setRefund(ProviderRefundResult.newBuilder()
                        .setRefundId(refundId)
                        .setProviderRefundId("prf_" + refundId)
                        .setAmountMinor(amountMinor)
                        .setStatus(ProviderRefundStatus.succeeded)
                        .build())
                .build();
    }
}
