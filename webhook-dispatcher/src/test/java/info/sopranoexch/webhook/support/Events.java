package info.sopranoexch.webhook.support;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.avro.RefundStatus;
import java.time.Instant;

/** Payments and their events as payment-service publishes them. */
public final class Events {
    public static final Instant CREATED = Instant.parse("2026-11-20T10:00:00Z");

    private Events() {}

    public static Payment.Builder payment(String paymentId, long merchantId, PaymentStatus status, long version) {
        return Payment.newBuilder()
                .setPaymentId(paymentId)
                .setId(1)
                .setAccountId(merchantId)
                .setMerchantId(merchantId)
                .setAmountMinor(100_000)
                .setCurrency("RUB")
                .setCurrencyDecimals(2)
                .setStatus(status)
                .setVersion(version)
                .setCreatedAt(CREATED)
                .setExpiresAt(CREATED.plusSeconds(3_600))
                .setUpdatedAt(CREATED);
    }

    /** The end of a refund of 123.45, as payment-service publishes it after the status. */
    public static PaymentEvent refundEnded(
            String paymentId, long merchantId, PaymentStatus status, RefundStatus end, long version) {
        Refund refund = Refund.newBuilder()
                .setRefundId("rfd_" + paymentId.substring(4))
                .setAmountMinor(12_345)
                .setStatus(end)
                .setFailureCode(end == RefundStatus.failed ? "provider_failed" : null)
                .setCreatedAt(CREATED)
                .setEndedAt(CREATED)
                .build();
        return PaymentEvent.newBuilder(event(paymentId, merchantId, status, version))
                .setType("refund." + end)
                .setPreviousStatus(status)
                .setRefund(refund)
                .build();
    }

    public static PaymentEvent event(String paymentId, long merchantId, PaymentStatus status, long version) {
        return PaymentEvent.newBuilder()
                .setEventId("evt_" + paymentId.substring(4) + "_" + version)
                .setVersion(version)
                .setOccurredAt(CREATED.plusSeconds(version))
                .setPayment(payment(paymentId, merchantId, status, version).build())
                .build();
    }
}
