package info.sopranoexch.webhook.support;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import java.time.Instant;

/** Payments and their events as payment-service would tell them. */
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

    public static PaymentEvent event(String paymentId, long merchantId, PaymentStatus status, long version) {
        return PaymentEvent.newBuilder()
                .setEventId("evt_" + paymentId.substring(4) + "_" + version)
                .setVersion(version)
                .setOccurredAt(CREATED.plusSeconds(version))
                .setPayment(payment(paymentId, merchantId, status, version).build())
                .build();
    }
}
