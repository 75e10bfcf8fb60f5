package info.sopranoexch.payment.testing;

import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.ReviewDecision;
import info.sopranoexch.schemas.avro.SettleReview;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds commands as the gateway writes them. */
public final class Commands {
    private Commands() {}

    public static String newPaymentId() {
        return "pay_" + UUID.randomUUID().toString().replace("-", "");
    }

    public static CreatePayment.Builder payment(long merchantId) {
        return CreatePayment.newBuilder()
                .setMerchantId(merchantId)
                .setAmountMinor(100_000)
                .setCurrency("RUB")
                .setDescription("Payment for order #12345")
                .setOrderId("12345")
                .setMetadata(Map.of("cart", "c-77"))
                .setExpiresAt(Instant.parse("2999-01-01T00:00:00Z"));
    }

    public static PaymentCommand create(long accountId, long merchantId, String paymentId) {
        return command(accountId, paymentId, payment(merchantId).build());
    }

    public static PaymentCommand cancel(long accountId, String paymentId) {
        return command(accountId, paymentId, new CancelPayment());
    }

    public static PaymentCommand refund(long accountId, String paymentId, @Nullable Long amountMinor) {
        String refundId = "rfd_" + UUID.randomUUID().toString().replace("-", "");
        return command(
                accountId,
                paymentId,
                RefundPayment.newBuilder()
                        .setRefundId(refundId)
                        .setAmountMinor(amountMinor)
                        .build());
    }

    /** @param amount in units of the payment's currency */
    public static PaymentCommand refundOf(long accountId, String paymentId, String amount) {
        return command(
                accountId,
                paymentId,
                RefundPayment.newBuilder()
                        .setRefundId("rfd_" + UUID.randomUUID().toString().replace("-", ""))
                        .setAmountMinor(0L)
                        .setAmount(amount)
                        .build());
    }

    public static PaymentCommand check(String paymentId, Instant dueAt) {
        return PaymentCommand.newBuilder(command(
                        0, paymentId, CheckPayment.newBuilder().setDueAt(dueAt).build()))
                .setReplyPartition(null)
                .build();
    }

    public static PaymentCommand payerSent(String paymentId) {
        CheckPayment body = CheckPayment.newBuilder()
                .setDueAt(Instant.EPOCH)
                .setPayerSent(true)
                .build();
        return PaymentCommand.newBuilder(command(0, paymentId, body))
                .setReplyPartition(null)
                .build();
    }

    public static PaymentCommand review(String paymentId, ReviewDecision decision) {
        return command(0, paymentId, new SettleReview(decision, "olga"));
    }

    public static PaymentCommand command(long accountId, String paymentId, Object body) {
        return PaymentCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setPaymentId(paymentId)
                .setAccountId(accountId)
                .setIssuedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .setReplyPartition(3)
                .setBody(body)
                .build();
    }

    public static PaymentCommand with(PaymentCommand command, String key, String fingerprint) {
        return PaymentCommand.newBuilder(command)
                .setIdempotency(new Idempotency(key, fingerprint))
                .build();
    }

    /** The command of a repeated request, with another command id. */
    public static PaymentCommand again(PaymentCommand command) {
        return PaymentCommand.newBuilder(command)
                .setCommandId(UUID.randomUUID().toString())
                .build();
    }
}
