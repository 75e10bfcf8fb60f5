package info.sopranoexch.provider.testing;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderRefund;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments of 1000.00 RUB, as in the records of the payment service. */
public final class Payments {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    private Payments() {}

    public static String newId() {
        return "pay_" + UUID.randomUUID().toString().replace("-", "");
    }

    public static Payment payment(String paymentId, PaymentStatus status, long version, @Nullable String invoiceId) {
        return Payment.newBuilder()
                .setPaymentId(paymentId)
                .setId(1)
                .setAccountId(1)
                .setMerchantId(1)
                .setAmountMinor(100_000)
                .setCurrency("RUB")
                .setCurrencyDecimals(2)
                .setStatus(status)
                .setVersion(version)
                .setDescription("Two tickets")
                .setProviderInvoiceId(invoiceId)
                .setCreatedAt(CREATED)
                .setExpiresAt(CREATED.plusSeconds(3600))
                .setUpdatedAt(CREATED)
                .build();
    }

    public static PaymentEvent created(String paymentId) {
        return event(payment(paymentId, PaymentStatus.pending, 1, null));
    }

    public static PaymentEvent event(Payment payment) {
        return PaymentEvent.newBuilder()
                .setEventId("evt_" + payment.getPaymentId().substring(4) + "_" + payment.getVersion())
                .setVersion(payment.getVersion())
                .setOccurredAt(CREATED)
                .setPayment(payment)
                .build();
    }

    public static ProviderCommand command(
            String paymentId, ProviderCommandKind kind, @Nullable ProviderRefund refund, @Nullable String invoiceId) {
        return ProviderCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setPaymentId(paymentId)
                .setIssuedAt(CREATED)
                .setKind(kind)
                .setRefund(refund)
                .setPayment(payment(paymentId, PaymentStatus.pending, 1, invoiceId))
                .build();
    }
}
