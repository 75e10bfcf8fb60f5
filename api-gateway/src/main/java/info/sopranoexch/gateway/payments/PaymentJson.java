package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.json.JsonWriter;

/** A payment as merchants see it; the first seven fields are those of the published text, in its order. */
final class PaymentJson {
    private PaymentJson() {}

    static byte[] payment(Outcome.Payment payment, String paymentUrl) {
        return JsonWriter.object(json -> json.integer("id", payment.id())
                .integer("merchant_id", payment.merchantId())
                .string("payment_id", payment.paymentId())
                .amount("amount", payment.amountMinor(), payment.decimals())
                .string("currency", payment.currency())
                .string("status", payment.status())
                .string("payment_url", paymentUrl)
                .string("description", payment.description())
                .string("order_id", payment.orderId())
                .strings("metadata", payment.metadata())
                .time("created_at", payment.createdAt())
                .time("expires_at", payment.expiresAt())
                .amount("refunded_amount", payment.refundedMinor(), payment.decimals())
                .bool("sandbox", payment.sandbox()));
    }

    /** A create whose command is safe but not applied yet. */
    static byte[] accepted(String paymentId, String paymentUrl) {
        return JsonWriter.object(json -> json.nothing("id")
                .string("payment_id", paymentId)
                .string("status", "pending")
                .string("payment_url", paymentUrl));
    }

    /** A refund; {@code pending} until the provider has paid it back or refused to. */
    static byte[] refund(Outcome.Refund refund, Outcome.Payment payment) {
        return JsonWriter.object(json -> json.string("refund_id", refund.refundId())
                .string("payment_id", payment.paymentId())
                .amount("amount", refund.amountMinor(), payment.decimals())
                .string("currency", payment.currency())
                .string("status", refund.status())
                .time("created_at", refund.createdAt()));
    }

    /** A change whose command is safe but not applied yet, so that its outcome is not known. */
    static byte[] acceptedChange(String paymentId, String paymentUrl, String operation) {
        return JsonWriter.object(json -> json.string("payment_id", paymentId)
                .string("payment_url", paymentUrl)
                .string("operation", operation)
                .string("outcome", "unknown"));
    }
}
